import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { getPhoto, photosIn, sendPhoto } from '../../support/albums.ts'
import { decide } from '../../support/decided.ts'
import { addressOf } from '../../support/pages.ts'
import { signedIn, visitor } from '../../support/people.ts'
import * as files from '../../support/photos.ts'
import { openSite, type Site } from '../../support/site.ts'
import { makeSender } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap } = town.cast
const BANK = addressOf(uniformBank)

async function openTown() {
  const site = await openSite({ cast: { uniformBank, homeSwap } })
  const editor = signedIn(site, { role: 'editor', email: 'ed@quay.example' })
  const ALBUM = '/admin/initiatives/1/photos'
  /** An editor adds photos, each with other words. */
  const add = async (...alts: string[]) => {
    for (const [at, alt] of alts.entries())
      await sendPhoto(site, editor.cookie, ALBUM, await files.jpeg(1300 + at, 900), { alt }).expect(303)
    return photosOf(site, 1).map(({ uuid }) => uuid)
  }
  return { site, editor, add, ALBUM }
}
const photosOf = (site: Site, id: number) => site.context.reader.entered(id)?.fields.photos ?? []
const keptIn = ({ db }: Site) => db.prepare('select count(*) from photo').pluck().get() as number

describe('photos of a listing', () => {
  it('are on its page with words and room for each, and for anybody to keep', async () => {
    const { site, add } = await openTown()
    const [uuid = ''] = await add('Two racks of blazers, "as new" & <b>clean</b>.')
    const { text } = await site.get(BANK)
    const [img = ''] = /<img [^>]*1200\.webp[^>]*>/.exec(text) ?? []
    expect(img).toContain('alt="Two racks of blazers, &#34;as new&#34; &amp; &lt;b&gt;clean&lt;/b&gt;."')
    expect(img).toMatch(/width="1200" height="831"/)
    expect(img).toContain('loading="lazy"')
    const { status, headers } = await getPhoto(site, uuid)
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, s-maxage=60, immutable',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    const [small, large] = await Promise.all([getPhoto(site, uuid, '', 480), getPhoto(site, uuid)])
    expect(small.body.length).toBeLessThan(large.body.length)
  })

  it('are in no list, and in every file by their addresses', async () => {
    const { site, add } = await openTown()
    const [uuid] = await add('Two racks of blazers.')
    const address = `https://lights.example/photos/${uuid}/1200.webp`
    expect((await site.get('/initiatives')).text).not.toContain('/photos/')
    const { features } = JSON.parse((await site.get('/initiatives.geojson')).text)
    const bank = features.find(
      (one: { properties: { name: string } }) => one.properties.name === uniformBank.name,
    )
    expect(bank.properties.photos).toEqual([
      { url: address, description: 'Two racks of blazers.', width: 1200, height: 831 },
    ])
    expect((await site.get('/initiatives.csv')).text).toContain(address)
    const feed = (await site.get('/initiatives.atom')).text
    expect(feed).toContain(`<link href="${address}" rel="enclosure" type="image/webp"`)
  })

  it('are seen by nobody but editors once it is taken down, and again when it is back', async () => {
    const { site, editor, add } = await openTown()
    const [uuid = ''] = await add('Two racks of blazers.')
    const made = { person_id: null, made_as: 'editor', why: 'Asked for' } as const
    inTransaction(site.db, () => site.context.publishing.unpublish(1, 'Asked for', made))
    expect((await getPhoto(site, uuid)).status).toBe(404)
    const theirs = await getPhoto(site, uuid, editor.cookie)
    expect([theirs.status, theirs.headers['cache-control']]).toEqual([200, 'private, no-store'])
    inTransaction(site.db, () => site.context.publishing.publish(1, made))
    expect((await getPhoto(site, uuid)).status).toBe(200)
    expect(photosOf(site, 1)).toEqual([{ uuid, alt: 'Two racks of blazers.' }])
  })

  it('go when they are removed, and come back with the revision that had them', async () => {
    const { site, editor, add, ALBUM } = await openTown()
    const uuids = await add('First', 'Second')
    await editor.post(`${ALBUM}/${uuids[1]}`, { up: 'yes' }).expect(303)
    await editor.post(`${ALBUM}/${uuids[0]}`, { removal: 'yes' }).expect(303)
    expect(photosOf(site, 1)).toEqual([{ uuid: uuids[1], alt: 'Second' }])
    expect((await getPhoto(site, uuids[0] as string)).status).toBe(404)
    expect((await getPhoto(site, uuids[0] as string, editor.cookie)).status).toBe(200)
    site.setNow('2026-12-24T10:00:00Z')
    site.context.photos.tidy()
    const { saver, revisions } = site.context
    const before = revisions.list(1).find(({ fields }) => fields.photos[1]?.alt === 'First')
    expect(before?.changes).toEqual(['photos'])
    inTransaction(site.db, () => saver.save(before?.fields, { id: 1 }))
    expect(photosOf(site, 1).map(({ alt }) => alt)).toEqual(['Second', 'First'])
    expect((await getPhoto(site, uuids[0] as string)).status).toBe(200)
  })

  it('belong to one listing: another cannot take them', async () => {
    const { site, add } = await openTown()
    const [uuid = ''] = await add('Two racks of blazers.')
    const { saver, reader } = site.context
    const fields = { ...reader.entered(2)?.fields, photos: [{ uuid, alt: 'Mine now' }] }
    inTransaction(site.db, () => saver.save(fields, { id: 2 }))
    expect(photosOf(site, 2)).toEqual([])
    expect(photosOf(site, 1)).toEqual([{ uuid, alt: 'Two racks of blazers.' }])
  })

  it('are changed by editors of its area only', async () => {
    const { site, add, ALBUM } = await openTown()
    const [uuid = ''] = await add('Two racks of blazers.')
    const far = signedIn(site, { role: 'editor', email: 'far@quay.example', areas: ['farness'] })
    expect((await far.get(ALBUM)).status).toBe(404)
    expect((await sendPhoto(site, far.cookie, ALBUM, await files.png())).status).toBe(404)
    expect((await far.post(`${ALBUM}/${uuid}`, { removal: 'yes' })).status).toBe(404)
    const organiser = signedIn(site, { role: 'organiser', email: 'org@quay.example' })
    expect((await organiser.get(ALBUM)).status).toBe(404)
    expect((await sendPhoto(site, '', ALBUM, await files.png())).status).toBe(403)
    expect(photosOf(site, 1)).toHaveLength(1)
    // Nor do they see one that is not shown.
    inTransaction(site.db, () => site.db.exec('update photo set is_shown = 0'))
    expect((await getPhoto(site, uuid, far.cookie)).status).toBe(404)
  })
})

describe('photos that are sent with a new project', () => {
  it('are on its page once an editor says yes, and not before', async () => {
    const site = await openSite({ cast: {} })
    const sender = makeSender(site)
    await sender.fillAll()
    await sendPhoto(site, sender.cookie(), '/submit/photos', await files.jpeg(), { alt: 'Drills.' }).expect(
      303,
    )
    const [uuid = ''] = photosIn((await sender.get('/submit/photos')).text)
    await sender.post('/submit/check').then(({ status }) => expect(status).toBe(303))
    await sender.confirm()
    expect((await getPhoto(site, uuid)).status).toBe(404)
    expect((await getPhoto(site, uuid, sender.cookie())).status).toBe(200)
    const { id } = site.db.prepare('select id from proposal').get() as { id: number }
    const editor = signedIn(site, { role: 'editor', email: 'ed@quay.example' })
    expect((await getPhoto(site, uuid, editor.cookie)).status).toBe(200)
    expect(decide(site, id).outcome).toBe('done')
    expect((await site.get('/initiatives/tideway-tool-library')).text).toContain(`/photos/${uuid}/1200.webp`)
    expect((await getPhoto(site, uuid)).status).toBe(200)
    site.context.deciding.undo(id, { id: editor.person.id })
    expect((await getPhoto(site, uuid)).status).toBe(404)
    expect(decide(site, id).outcome).toBe('done')
    expect((await getPhoto(site, uuid)).status).toBe(200)
  })
})

describe('photos in the hands of those who keep a listing', () => {
  const ALBUM = `${BANK}/edit/photos`
  async function openKeeper({ isTrusted = false } = {}) {
    const { site, add, editor } = await openTown()
    const sam = signedIn(site, { role: 'organiser', email: 'sam@bank.example' })
    const { keepers, clock } = site.context
    inTransaction(site.db, () => {
      keepers.add(1, sam.person.id, clock().toISOString())
      if (isTrusted) site.db.exec('update keeper set is_trusted = 1')
    })
    return { site, add, sam, editor }
  }
  const waiting = (site: Site) =>
    site.db
      .prepare(
        "select id, status, asked from proposal where kind = 'edit' and person_id is not null and decided_by is null",
      )
      .all() as {
      id: number
      status: string
      asked: string
    }[]

  it('are gathered, sent as one change, and live once an editor says yes', async () => {
    const { site, add, sam } = await openKeeper()
    const [old = ''] = await add('Two racks of blazers.')
    await sendPhoto(site, sam.cookie, ALBUM, await files.png(), { alt: 'The door.' }).expect(303)
    await sam.post(`${ALBUM}/${old}`, { alt: 'Racks.' }).expect(303)
    expect(photosOf(site, 1)).toEqual([{ uuid: old, alt: 'Two racks of blazers.' }])
    const sent = await sam.post(`${ALBUM}-sending`)
    expect([sent.status, sent.headers.location]).toEqual([303, '/keep?done=sent'])
    const [proposal, ...more] = waiting(site)
    expect([proposal?.status, more]).toEqual(['waiting', []])
    expect(JSON.parse(proposal?.asked ?? '').photos.map(({ alt }: { alt: string }) => alt)).toEqual([
      'Racks.',
      'The door.',
    ])
    expect(decide(site, proposal?.id ?? 0, { take: ['photos'] }).outcome).toBe('done')
    expect(photosOf(site, 1).map(({ alt }) => alt)).toEqual(['Racks.', 'The door.'])
    const again = await sam.post(`${ALBUM}-sending`)
    expect(again.headers.location).toBe('/keep?done=same')
  })

  it('wait where they are while something else about the listing is wrong, and its keeper is told what', async () => {
    const { site, sam } = await openKeeper({ isTrusted: true })
    await sendPhoto(site, sam.cookie, ALBUM, await files.png(), { alt: 'The door.' }).expect(303)
    site.db.exec('delete from initiative_category where initiative_id = 1')
    const { status, text } = await sam.post(`${ALBUM}-sending`)
    expect([status, text.includes('has to be put right first')]).toEqual([409, true])
    expect((await sam.get(ALBUM)).text).toContain('The door.')
    expect(photosOf(site, 1)).toEqual([])
  })

  it('can be left out while the rest of a change is taken', async () => {
    const { site, add, sam } = await openKeeper()
    await add('Two racks of blazers.')
    const asked = { bring: 'A bag', photos: [] }
    const { id } = site.context.proposals.add({
      kind: 'edit',
      status: 'waiting',
      initiative_id: 1,
      asked,
      email: 'sam@bank.example',
      person_id: sam.person.id,
    })
    expect(decide(site, id, { take: ['bring'] }).outcome).toBe('done')
    expect(photosOf(site, 1)).toHaveLength(1)
    expect(site.context.reader.entered(1)?.fields.bring).toBe('A bag')
  })

  it('are live at once where an editor has come to trust them', async () => {
    const { site, sam } = await openKeeper({ isTrusted: true })
    await sendPhoto(site, sam.cookie, ALBUM, await files.png(), { alt: 'The door.' }).expect(303)
    const sent = await sam.post(`${ALBUM}-sending`)
    expect(sent.headers.location).toBe('/keep?done=changed')
    expect(photosOf(site, 1).map(({ alt }) => alt)).toEqual(['The door.'])
  })

  it('stay as they are for whoever keeps another, and nothing begins by looking', async () => {
    const { site, sam } = await openKeeper()
    const eve = signedIn(site, { role: 'organiser', email: 'eve@bank.example' })
    expect((await eve.get(ALBUM)).status).toBe(404)
    expect((await sendPhoto(site, eve.cookie, ALBUM, await files.png())).status).toBe(404)
    expect((await eve.post(`${ALBUM}-sending`)).status).toBe(404)
    expect((await visitor(site).get(ALBUM)).status).toBe(303)
    await sam.get(ALBUM).expect(200)
    expect([waiting(site), keptIn(site)]).toEqual([[], 0])
  })

  it('that were never sent are let go of after a week', async () => {
    const { site, sam } = await openKeeper()
    await sendPhoto(site, sam.cookie, ALBUM, await files.png(), { alt: 'The door.' }).expect(303)
    const tidy = () => {
      site.context.photoDrafts.tidy()
      site.context.photos.tidy()
    }
    tidy()
    expect([waiting(site).length, keptIn(site)]).toEqual([1, 1])
    site.setNow('2027-01-01T10:00:00Z')
    tidy()
    expect([waiting(site).length, keptIn(site)]).toEqual([0, 0])
  })
})

describe('a photo of somebody who asks to be forgotten', () => {
  it('is gone from every byte that is kept, wherever it is shown', async () => {
    const { site, add } = await openTown()
    const [uuid = ''] = await add('Two racks of blazers.')
    const pixels = site.context.photos.pixels(uuid, 'small') as Buffer
    const { proposal_id } = site.context.photos.find(uuid) ?? { proposal_id: null }
    const { id } = site.context.proposals.add({
      kind: 'edit',
      status: 'approved',
      initiative_id: 1,
      decided_at: '2026-06-01',
      email: 'x@y.example',
    })
    expect(proposal_id).toBe(null)
    site.db.prepare('update photo set proposal_id = ?').run(id)
    expect(site.db.serialize().includes(pixels.subarray(40, 400))).toBe(true)
    expect(inTransaction(site.db, () => site.context.photos.forgetOf([id + 1]))).toBe(0)
    expect(inTransaction(site.db, () => site.context.photos.forgetOf([id]))).toBe(1)
    site.db.exec('vacuum')
    expect(site.db.serialize().includes(pixels.subarray(40, 400))).toBe(false)
    expect((await site.get(BANK)).text).not.toContain('/photos/')
  })
})

describe('an editor who weighs a change of photos', () => {
  it('sees both sides in words and pictures, and may leave it out', async () => {
    const { site, editor, add } = await openTown()
    const [old = '', gone = ''] = await add('Two racks of blazers.', 'The door.')
    const asked = { photos: [{ uuid: old, alt: 'Three racks of blazers.' }] }
    const base = { photos: photosOf(site, 1) }
    const { id } = inTransaction(site.db, () =>
      site.context.proposals.add({
        ...{ kind: 'edit', status: 'waiting', initiative_id: 1, asked, base, email: 'sam@bank.example' },
        confirmed_at: site.context.clock().toISOString(),
      }),
    )
    const { text } = await editor.get(`/admin/queue/${id}`).expect(200)
    const [row = ''] = /<tr>\s*<th scope="row" id="field-photos">[\s\S]*?<\/tr>/.exec(text) ?? []
    expect(photosIn(row)).toEqual([old, gone, old])
    expect(row.replace(/<[^>]*>/g, '')).toMatch(/2 photos[\s\S]*removed: [\s\S]*1 photo/)
    expect(row).toContain('name="take" value="photos"')
  })
})
