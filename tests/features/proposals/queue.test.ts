import { afterAll, describe, expect, it } from 'vitest'
import { SETTING_NAMES, type SettingName } from '../../../src/features/settings/fields.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { noteQuestions } from '../../support/asked.ts'
import { openDesk } from '../../support/desk.ts'
import { signedIn, type Visitor } from '../../support/people.ts'
import { list, openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const EMPTY = Object.fromEntries(SETTING_NAMES.map(name => [name, ''])) as Record<SettingName, string>
const ago = (hours: number) => new Date(Date.parse(town.now) - hours * 3_600_000).toISOString()
const noted = noteQuestions()
afterAll(noted.stop)

/** The names in the list, in order. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/id="item-\d+"[^>]*><bdi>([^<]*)</g)].map(([, name = '']) => name)
}

describe('the empty queue of a new site', () => {
  it('names to its admin what to do first, each until it is done', async () => {
    const site = await openSite({ cast: {} })
    list(site.context, [{ ...town.cast.uniformBank, source: 'examples', source_id: 'bank' }])
    const admin = signedIn(site, { role: 'admin', name: 'Ada Mill' })
    const steps = async (who = admin) => {
      const { text } = await who.get('/admin/queue').expect(200)
      const at = text.indexOf('id="first-steps"')
      return at < 0
        ? []
        : [...text.slice(at).matchAll(/row-light">.*?<(?:a href="([^"]*)"|span class="first)/g)].map(
            row => row[1],
          )
    }
    expect(await steps()).toEqual(['/admin/settings', '/admin/import', undefined, '/admin/people/new'])
    site.context.settings.save({ ...EMPTY, site_name: 'Lights of Saltmere' })
    list(site.context, [town.cast.homeSwap])
    expect(await steps()).toEqual([undefined, '/admin/people/new'])
    inTransaction(site.db, () => site.context.store.removeFrom('examples'))
    expect(await steps()).toEqual(['/admin/people/new'])
    const other = signedIn(site, { role: 'editor', email: 'bo@quay.example' })
    expect([await steps(), await steps(other)]).toEqual([[], []])
  })

  it('names nothing of it any more once somebody sent something in', async () => {
    const { site, ask } = await openDesk()
    const admin = signedIn(site, { role: 'admin' })
    expect((await admin.get('/admin/queue')).text).toContain('what you may do first')
    ask({ status: 'held' })
    expect((await admin.get('/admin/queue')).text).not.toContain('what you may do first')
  })
})

describe('the queue', () => {
  it('puts what may do harm first, then what waits longest', async () => {
    const { editor, ask } = await openDesk()
    ask({ asked: { name: 'Young' }, confirmed_at: ago(1) })
    ask({ asked: { name: 'Old' }, confirmed_at: ago(90) })
    ask({ kind: 'report', report_reason: 'wrong', asked: { name: 'Wrong' }, confirmed_at: ago(2) })
    ask({ kind: 'report', report_reason: 'unsafe', asked: { name: 'Unsafe' }, confirmed_at: ago(0) })
    const { text } = await editor.get('/admin/queue')
    expect(namesIn(text)).toEqual(['Unsafe', 'Wrong', 'Old', 'Young'])
    expect(text).toContain('4 waiting, oldest 4 days')
  })

  it('leads to the first of them before the list begins, where the list comes first', async () => {
    const { editor, ask } = await openDesk()
    const { id } = ask({ asked: { name: 'First' } })
    const { text } = await editor.get('/admin/queue')
    const at = text.indexOf(`href="/admin/queue/${id}">Open the first: <bdi>First</bdi>`)
    expect(at).toBeGreaterThan(0)
    expect(at).toBeLessThan(text.indexOf('<ol class="queue-rows"'))
  })

  it('shows how a long note begins, and cuts no word in two', async () => {
    const { editor, ask } = await openDesk()
    ask({ kind: 'claim', note: 'I have carried the tables, since the first winter, and the stepladder too.' })
    ask({ kind: 'claim', note: 'x'.repeat(70) })
    const { text } = await editor.get('/admin/queue')
    expect(text).toContain('“I have carried the tables, since the first winter, and the…”')
    expect(text).toContain(`“${'x'.repeat(59)}…”`)
  })

  it('shows each editor what lies in their areas and all within them, and the rest to those of the whole patch', async () => {
    const { editor, editorCalled, ask } = await openDesk()
    ask({ asked: { name: 'Here' } })
    ask({ asked: { name: 'There' }, initiative_id: 3, areas: ['farness'] })
    ask({ kind: 'new', initiative_id: null, asked: { name: 'Nowhere' }, areas: [] })
    ask({ asked: { name: 'Both' }, areas: ['saltmere/old-town', 'farness'] })
    const seenBy = async (areas: string[]) =>
      namesIn((await editorCalled(`E ${areas.join()}`, { areas }).get('/admin/queue')).text)
    expect(await seenBy(['saltmere'])).toEqual(['Here'])
    expect(await seenBy(['saltmere/old-town'])).toEqual(['Here'])
    expect(await seenBy(['farness'])).toEqual(['There'])
    expect(await seenBy(['saltmere', 'farness'])).toEqual(['Here', 'There', 'Both'])
    expect(namesIn((await editor.get('/admin/queue')).text)).toHaveLength(4)
  })

  it('is narrowed by kind, area and state, and says so kindly when nothing is left', async () => {
    const { editor, ask, idOf } = await openDesk()
    ask({ asked: { name: 'Here' } })
    ask({ kind: 'claim', asked: { name: 'Claimed' }, initiative_id: 3, areas: ['farness'] })
    ask({ status: 'held', asked: { name: 'Held' }, held_for: ['Links'] })
    const names = async (query: string) => namesIn((await editor.get(`/admin/queue?${query}`)).text)
    expect(await names('kind=claim')).toEqual(['Claimed'])
    expect(await names(`area=${idOf('saltmere')}`)).toEqual(['Here'])
    expect(await names('show=held')).toEqual(['Held'])
    expect(await names('kind=nonsense&area=x&show=y&page=-1')).toEqual(['Here', 'Claimed'])
    expect((await editor.get('/admin/queue?kind=merge')).text).toContain('Nothing here by these filters')
    expect((await editor.get('/admin/queue?show=asked')).text).toContain('No question is open.')
  })

  it('says how long people wait, by those who had an answer', async () => {
    const { editor, ask } = await openDesk()
    for (const hours of [2, 3, 9, 100, 200]) {
      const { id } = ask({ asked: { bring: `x${hours}` }, confirmed_at: ago(hours) })
      await editor.decide(id, 'rejection', { reason: 'wrong', reply: 'No.' })
    }
    expect((await editor.get('/admin/queue')).text).toContain('Half are answered within 9 hours.')
  })

  it('does not say how long people wait before five have had an answer', async () => {
    const { editor, ask } = await openDesk()
    const listed = { kind: 'new', status: 'approved', initiative_id: null } as const
    for (const hours of [1, 2, 3, 4]) ask({ ...listed, confirmed_at: ago(hours), decided_at: ago(0) })
    expect((await editor.get('/admin/queue')).text).not.toContain('Half are answered')
    ask({ ...listed, confirmed_at: ago(5), decided_at: ago(0) })
    expect((await editor.get('/admin/queue')).text).toContain('Half are answered within 3 hours.')
  })

  it('never says that everybody has an answer while something is held or asked, and leads there', async () => {
    const { editor, ask } = await openDesk()
    const read = async (query = '') => (await editor.get(`/admin/queue${query}`)).text
    expect(await read()).toContain('Everybody has an answer.')
    ask({ status: 'asked', asked: { name: 'Asked' } })
    expect(await read()).toContain('Nothing waits. 1 question is open.')
    ask({ status: 'held', asked: { name: 'Held' }, held_for: ['Links'] })
    expect(await read()).toContain('Nothing waits, but one is held as spam.')
    expect(await read()).toContain('<li class="row"><a href="/admin/queue?show=held">Held as spam</a>')
    expect(await read('?show=held')).toContain('Nothing waits, 1 held as spam.')
    ask({ status: 'held', asked: { name: 'Held too' }, held_for: ['Links'] })
    expect(await read()).toContain('Nothing waits, but 2 are held as spam.')
  })

  it('does not count what editors did themselves as answered at once, here or to those who send', async () => {
    const { site, editor, ask } = await openDesk()
    const listed = { kind: 'new', status: 'approved', initiative_id: null } as const
    for (const hours of [47, 48, 48, 48, 49]) ask({ ...listed, confirmed_at: ago(hours), decided_at: ago(0) })
    for (const hours of [1, 2, 3, 4, 5, 6])
      ask({ ...listed, confirmed_at: ago(hours), decided_at: ago(hours) })
    expect((await editor.get('/admin/queue')).text).toContain('Half are answered within 2 days.')
    expect(site.context.sending.wait()).toBe('about 2 days')
  })

  it('is found, and what is in it let go, without reading through all that was ever sent or changed', async () => {
    const { site } = await openDesk()
    const wayOf = (sql: string) => site.db.prepare(`explain query plan ${sql}`).all() as { detail: string }[]
    const ways = [
      ...wayOf('delete from proposal where id = 1'),
      ...wayOf('delete from initiative where id = 1'),
    ].map(({ detail }) => detail)
    expect(ways.length).toBeGreaterThan(10)
    expect(ways.filter(way => way.startsWith('SCAN'))).toEqual([])
  })

  it('is counted in the masthead of every page of the desk, by each editor’s own areas', async () => {
    const { editorCalled, editor, ask, site } = await openDesk()
    const local = editorCalled('Hal Far', { areas: ['farness'] })
    const counted = async ({ get }: Pick<Visitor, 'get'>, path: string) =>
      /<a href="\/admin\/queue"[^>]*>Queue(.*?)<\/a>/.exec((await get(path).expect(200)).text)?.[1]
    expect(await counted(local, '/admin/queue')).toBe('')
    for (let n = 0; n < 12; n++) ask({ asked: { bring: `${n}` } })
    ask({ status: 'held', held_for: ['Links'] })
    ask({ initiative_id: 3, areas: ['farness'] })
    const admin = signedIn(site, { role: 'admin' })
    const beside = (many: number) =>
      ` <span class="desk-count">${many}<span class="unseen"> waiting</span></span>`
    for (const path of ['/admin/queue', '/admin/initiatives', '/admin/initiatives/new', '/account'])
      expect([path, await counted(editor, path)]).toEqual([path, beside(13)])
    for (const path of ['/admin/people', '/admin/mail', '/admin/site', '/admin/audit'])
      expect([path, await counted(admin, path)]).toEqual([path, beside(13)])
    expect(await counted(local, '/admin/initiatives')).toBe(beside(1))
  })

  it('asks the database no more often where forty wait than where four do', async () => {
    const count = async (many: number) => {
      const { editor, ask } = await openDesk()
      for (let n = 0; n < many; n++) ask({ asked: { bring: `${n}` }, base: { bring: '' } })
      const asked = []
      for (const path of ['/admin/queue', '/admin/queue/1']) {
        await editor.get(path)
        noted.taken()
        await editor.get(path)
        asked.push(noted.taken().length)
      }
      return asked
    }
    const [few, lots] = [await count(4), await count(40)]
    expect(lots).toEqual(few)
    expect(lots[0]).toBeLessThanOrEqual(20)
    // An item is decided on in every way to show each mail, and nothing of that stays.
    expect(lots[1]).toBeLessThanOrEqual(140)
  })
})
