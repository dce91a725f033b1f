import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { addressOf } from '../../support/pages.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap } = town.cast
const BY_EDITOR = { person_id: null, made_as: 'editor', why: 'Somebody told us' } as const

/** Everything kept about one listing, in every table that knows of it. */
function traces({ db }: Site, id: number) {
  const rows = (sql: string) => db.prepare(sql).all({ id })
  return {
    initiative: rows('select * from initiative where id = :id').map(row => ({
      ...(row as object),
      updated_at: '',
    })),
    hidden: rows('select * from initiative_private where initiative_id = :id'),
    areas: rows('select area_id, role from initiative_area where initiative_id = :id order by 1, 2'),
    kinds: rows('select category_id, position from initiative_category where initiative_id = :id order by 2'),
    sessions: rows(
      'select days, weeks, opens, closes, note from session where initiative_id = :id order by id',
    ),
    point: rows('select min_lat, min_lon from initiative_point where id = :id'),
    words: rows("select rowid from initiative_fts where initiative_fts match 'uniform' and rowid = :id"),
    slugs: rows('select slug from initiative_slug where initiative_id = :id'),
  }
}

async function openDesk() {
  const site = await openSite({ cast: { uniformBank, homeSwap } })
  const { saver, reader, revisions, publishing } = site.context
  const say = (id: number, more: object) => {
    const fields = { ...reader.entered(id)?.fields, ...more }
    return inTransaction(site.db, () => saver.save(fields, { id, made: BY_EDITOR }))
  }
  return { site, say, revisions, publishing, reader }
}

describe('what a listing said', () => {
  it('is kept at every change, with who, when and why, and not when nothing changed', async () => {
    const { site, say, revisions } = await openDesk()
    site.setNow('2026-07-01T10:00:00Z')
    say(1, { phone: '01632 960123', bring: 'A bag' })
    say(1, {})
    const [newest, oldest, ...more] = revisions.list(1)
    expect(more).toEqual([])
    expect(newest).toMatchObject({ number: 2, made_as: 'editor', why: 'Somebody told us' })
    expect(newest).toMatchObject({ made_at: '2026-07-01T10:00:00.000Z', changes: ['bring', 'phone'] })
    expect(oldest).toMatchObject({ number: 1, changes: [], fields: { name: uniformBank.name } })
  })

  it('can be brought back, to the last letter, in words, on the map and in search', async () => {
    const { site, say, revisions } = await openDesk()
    const before = traces(site, 1)
    say(1, {
      name: 'Another Name',
      postcode: 'ZZ1 2AB',
      lat: null,
      lon: null,
      venue: 'Elsewhere',
      sessions: [],
    })
    expect(traces(site, 1)).not.toEqual(before)
    const first = revisions.get(1, 1)
    inTransaction(site.db, () => site.context.saver.save(first?.fields, { id: 1, made: BY_EDITOR }))
    const { slugs, ...after } = traces(site, 1)
    expect({ ...after, slugs: [] }).toEqual(before)
    expect(slugs).toEqual([{ slug: 'another-name' }])
    expect(revisions.list(1).map(({ fields }) => fields)[0]).toEqual(first?.fields)
  })

  it('is known from before, where a listing was there before anybody kept revisions', async () => {
    const { site, say, revisions } = await openDesk()
    site.db.exec('delete from revision')
    say(1, { bring: 'A bag' })
    expect(revisions.list(1).map(({ fields }) => fields.bring)).toEqual(['A bag', uniformBank.bring ?? ''])
  })
})

describe('a listing that is taken down', () => {
  it('is on no page and in no file, and comes back as it was, where it was', async () => {
    const { site, publishing } = await openDesk()
    const before = traces(site, 1)
    const address = addressOf(uniformBank)
    inTransaction(site.db, () => publishing.unpublish(1, 'It never was', BY_EDITOR))
    const everywhere = [
      '/',
      '/initiatives',
      '/initiatives.csv',
      '/initiatives.geojson',
      '/initiatives.atom',
      '/map',
    ]
    for (const path of everywhere) {
      const { text, body } = await site.get(path).expect(200)
      expect(`${text} ${body}`, path).not.toContain(uniformBank.name)
    }
    await site.get(address).expect(410)
    inTransaction(site.db, () => publishing.publish(1, BY_EDITOR))
    expect(traces(site, 1)).toEqual(before)
    await site.get(address).expect(200)
  })

  it('keeps its number and its address for itself', async () => {
    const { site, publishing, reader } = await openDesk()
    inTransaction(site.db, () => publishing.unpublish(2, 'It moved away', BY_EDITOR))
    const saved = inTransaction(site.db, () => site.context.saver.save(homeSwap))
    expect(saved).toMatchObject({ outcome: 'added', id: 3 })
    expect(reader.entered(3)?.slug).toMatch(/-2$/)
    inTransaction(site.db, () => publishing.publish(2, BY_EDITOR))
    expect(reader.entered(2)?.slug).not.toMatch(/-2$/)
  })

  it('leads on to the one it was made one with, from every address it had', async () => {
    const { site, say, publishing } = await openDesk()
    say(2, { name: 'Once Called This' })
    inTransaction(site.db, () => publishing.merge(2, 1, BY_EDITOR))
    for (const path of ['/initiatives/once-called-this', addressOf(homeSwap)]) {
      const { headers } = await site.get(path).expect(302)
      expect(headers.location).toBe(addressOf(uniformBank))
    }
  })
})
