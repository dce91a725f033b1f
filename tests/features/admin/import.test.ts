import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import supertest from 'supertest'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { MOST_PACKED } from '../../../src/features/admin/running.import.ts'
import { openTerminal } from '../../commands/terminal.ts'
import { bring } from '../../support/admin-pages.ts'
import { hostileTexts } from '../../support/hostile.ts'
import { strangersIn } from '../../support/markup.ts'
import { signedIn, type Visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

const mapping = {
  source: 'growers',
  source_id: 'Ref',
  fields: { name: 'Group', postcode: 'Postcode' },
  defaults: { summary: 'Growing things.', categories: ['community-garden'] },
}
const rows =
  'Ref,Group,Postcode\n1,Quay Beans,ZZ1 1AA\n2,Lost Leeks,AB1 2CD\n3,Quay Beans!,ZZ1 1AA\n1,Again,ZZ1 1AA\n"4,Open\n'

let site: Site
let ada: Visitor
beforeEach(async () => {
  site = await openSite({ cast: {} })
  ada = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
})
const broughtBy = (who: Visitor, file: string | Buffer, how: unknown = mapping) =>
  bring(site, who.cookie, file, how)
const linesIn = (html: string) =>
  [...html.matchAll(/<li class="import-line[^>]*>.*?<bdi>(.*?)<\/bdi>/g)].map(([, text = '']) =>
    text
      .replace(/&#39;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&#34;/g, '"')
      .replace(/&amp;/g, '&'),
  )
const slugs = (from: Site) => from.db.prepare('select slug from initiative order by id').pluck().all()

describe('an import in the browser', () => {
  it('shows what the command shows, keeps nothing, and then does what the command does', async () => {
    const terminal = await openTerminal({ cast: {} })
    const typed = ['import', terminal.put('rows.csv', rows), '--map', terminal.put('map.json', mapping)]
    const told = await terminal.type(...typed)
    const path = await broughtBy(ada, rows)
    const shown = await ada.get(path).expect(200)
    expect(linesIn(shown.text)).toEqual([...told.progress, ...told.out.slice(0, -2)])
    expect(shown.text).toContain(told.out.at(-2) as string)
    expect(shown.text).toContain('Import 2 listings')
    expect(slugs(site)).toEqual([])

    const done = await terminal.type(...typed, '--commit')
    await ada.post(path).expect(303)
    const after = await ada.get(path).expect(200)
    expect(after.text).toContain(done.out.at(-1) as string)
    expect(slugs(site)).toEqual(terminal.slugs())
    expect(after.text).not.toContain('<button type="submit" class="button button-main')
    const [revision] = site.context.revisions.list(1)
    expect(revision).toMatchObject({ made_as: 'import', made_by: ada.person.id })
    expect(site.context.audit.page(1, 1)[0]).toMatchObject({
      ...{ action: 'import', person_id: ada.person.id },
      detail: { add: 2, change: 0, unchanged: 0, refuse: 3, skip: 0 },
    })
  })

  it('pressed twice is done once, and a file that was taken is gone', async () => {
    const path = await broughtBy(ada, rows)
    await Promise.all([ada.post(path).expect(303), ada.post(path).expect(303)])
    expect(slugs(site)).toHaveLength(2)
    expect(site.db.prepare("select count(*) from audit where action = 'import'").pluck().get()).toBe(1)
    expect(site.db.prepare('select length(file) from upload').pluck().get()).toBe(0)
  })

  it('with a mapping that makes no sense keeps the file, and looks again with another', async () => {
    const path = await broughtBy(ada, rows, { ...mapping, fields: { name: 'Title' } })
    const wrong = await ada.get(path).expect(200)
    expect(wrong.text).toContain('That file cannot be used yet')
    expect(wrong.text).toContain('The mapping names “Title”, which the file does not have.')
    expect(wrong.text).toContain('<details class="mapping" open>')
    await ada.post(path).expect(303)
    expect(slugs(site)).toEqual([])
    await ada.post(`${path}/mapping`, { mapping: JSON.stringify(mapping) }).expect(303)
    expect((await ada.get(path)).text).toContain('Import 2 listings')
  })

  it.each([
    ['nothing', '', 'Choose a file'],
    ['more than it may be', Buffer.alloc(MOST_PACKED + 1), 'Choose a file of at most 8 MB'],
  ])('of %s is refused, and the rest of the answers stay', async (_, file, why) => {
    const { text } = await supertest(site.app)
      .post('/admin/import')
      .set({ Cookie: ada.cookie, 'Sec-Fetch-Site': 'same-origin' })
      .field('start', 'own')
      .field('mapping', '{"my": "words"}')
      .attach('file', Buffer.from(file), 'rows.csv')
      .expect(422)
    expect(text.split(why).length).toBe(3)
    expect(text).toContain('{&#34;my&#34;: &#34;words&#34;}')
    expect(site.db.prepare('select count(*) from upload').pluck().get()).toBe(0)
  })

  it.each([
    ['a spreadsheet', Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2, 3]), 'save it as CSV'],
    ['a little that is very much', gzipSync(Buffer.alloc(40_000_000)), 'larger than 16 MB'],
    ['no rows', 'Ref,Group,Postcode\n', 'The file has no rows, only a header.'],
    ['no text', Buffer.from([0, 1, 2, 255, 254]), 'cannot be used'],
  ])('of %s says so, and takes nothing', async (_, file, why) => {
    const path = await broughtBy(ada, file)
    expect((await ada.get(path)).text).toContain(why)
    await ada.post(path)
    expect(slugs(site)).toEqual([])
  })

  it('that is neither multipart nor a form we know takes nothing and breaks nothing', async () => {
    const send = () =>
      supertest(site.app).post('/admin/import').set({ Cookie: ada.cookie, 'Sec-Fetch-Site': 'same-origin' })
    const attempts = [
      send().type('form').send('mapping=x'),
      send().set('Content-Type', 'multipart/form-data').send('x'),
      send().set('Content-Type', 'multipart/form-data; boundary=a').send('--a\r\nbroken'),
      send().attach('other', Buffer.from(rows), 'rows.csv'),
      send().attach('file', Buffer.from(rows), 'a.csv').attach('file', Buffer.from(rows), 'b.csv'),
      send().field('mapping', 'y'.repeat(70_000)),
    ]
    for (const attempt of attempts) expect((await attempt).status).toBe(422)
    await send().field('__proto__', 'x').field('mapping', 'y').expect(400)
    const foreign = { Cookie: ada.cookie, 'Sec-Fetch-Site': 'cross-site' }
    await supertest(site.app)
      .post('/admin/import')
      .set(foreign)
      .attach('file', Buffer.from(rows), 'a.csv')
      .expect(403)
    expect(site.db.prepare('select count(*) from upload').pluck().get()).toBe(0)
  })

  it('is forgotten after an hour, what was personal in it with it', async () => {
    const path = await broughtBy(ada, rows)
    const now = site.context.clock().getTime()
    site.setNow(new Date(now + 59 * 60_000).toISOString())
    site.context.uploads.forgetOld()
    expect(site.db.prepare('select count(*) from upload').pluck().get()).toBe(1)
    site.setNow(new Date(now + 3 * 60 * 60_000).toISOString())
    site.context.uploads.forgetOld()
    expect(site.db.prepare('select count(*) from upload').pluck().get()).toBe(0)
    await signedIn(site, { role: 'admin', email: 'ada@mill.example' }).get(path).expect(404)
    expect(site.db.serialize().includes('Lost Leeks')).toBe(false)
  })

  it('that was stopped halfway can be gone on with', async () => {
    const path = await broughtBy(ada, rows)
    const id = path.split('/').at(-1) as string
    expect(site.context.uploads.begin(id)).toBe(true)
    const going = await ada.get(path)
    expect(going.headers.refresh).toBe('2')
    expect(going.text).toContain('0 rows taken so far')
    await ada.post(path).expect(303)
    expect(slugs(site)).toEqual([])
    site.setNow(new Date(site.context.clock().getTime() + 61_000).toISOString())
    const stuck = await ada.get(path)
    expect(stuck.text).toContain('It stopped halfway')
    expect(stuck.headers.refresh).toBeUndefined()
    await ada.post(path).expect(303)
    expect(slugs(site)).toHaveLength(2)
  })

  it('of hostile texts shows them as texts', async () => {
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const table = hostileTexts.map((text, at) => `${at},${quoted(text)},ZZ1 1AA`).join('\n')
    const path = await broughtBy(ada, `Ref,Group,Postcode\n${table}\n`)
    for (const page of ['', '?page=2', '?page=3', '?page=99', '?page=%00']) {
      const { text } = await ada.get(`${path}${page}`).expect(200)
      expect(strangersIn(text), page).toEqual([])
    }
    await ada.post(path).expect(303)
    expect(strangersIn((await ada.get(path).expect(200)).text)).toEqual([])
  })
})

describe('an import into a database that others use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is worked out and done elsewhere, so that nobody waits, and leaves no copy behind', async () => {
    const shared = await openSite({ cast: {}, folder })
    const bo = signedIn(shared, { role: 'admin', email: 'bo@quay.example' })
    const many = Array.from({ length: 300 }, (_, at) => `${at},Bean Row ${at},ZZ${(at % 2) + 1} 1AA`).join(
      '\n',
    )
    const path = await bring(shared, bo.cookie, `Ref,Group,Postcode\n${many}\n`, mapping)
    expect((await bo.get(path)).text).toContain('Looking through the file')
    let longest = 0
    const until = async (words: string) => {
      for (let turn = 0; turn < 600; turn++) {
        if ((await bo.get(path)).text.includes(words)) return
        const began = performance.now()
        await shared.get('/about').expect(200)
        longest = Math.max(longest, performance.now() - began)
        await new Promise(done => setTimeout(done, 50))
      }
      throw new Error(`It never said “${words}”: ${(await bo.get(path)).text}`)
    }
    await until('Import 300 listings')
    expect(slugs(shared)).toEqual([])
    await bo.post(path).expect(303)
    await until('300 rows: 300 added.')
    expect(slugs(shared)).toHaveLength(300)
    expect(longest).toBeLessThan(1500)
    expect(readdirSync(folder).filter(name => name.startsWith('import-'))).toEqual([])
    shared.db.close()
  }, 60_000)
})
