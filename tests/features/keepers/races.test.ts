import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { keeperOf, objectionFor, pressLink, typeCode } from '../../support/keeping.ts'
import { lettersTo } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank } = town.cast
const BANK = '/initiatives/old-town-uniform-bank'
const [ADA, HELLO, SAM, BEA] = [
  ...['ada@uniforms.example', 'hello@uniforms.example', 'sam@bank.example', 'bea@bank.example'],
] as [string, string, string, string]
// The town’s own moment and three days.
const THE_HOUR = '2026-06-12T08:30:00.000Z'
const JUST_BEFORE = '2026-06-12T08:29:59.999Z'

const openTown = () => openSite({ cast: { uniformBank } })
const keepersOf = (site: Site) => site.context.keepers.of(1).map(({ email }) => email)
const offer = (site: Site, from: { post: ReturnType<typeof visitor>['post'] }, noun: string, email: string) =>
  from.post(`/keep/${site.context.reader.entered(1)?.uuid}/${noun}`, { email })
const subjects = (site: Site, email: string) => lettersTo(site, email).map(({ subject }) => subject)
const saves = (site: Site) => site.context.revisions.list(1).map(({ why }) => why)

describe('two who claim a listing at the same instant', () => {
  it('are both let in where it names both, and each hears so', async () => {
    const site = await openTown()
    const asked = await Promise.all(
      [ADA, 'bea@uniforms.example'].map(email => visitor(site).post(`${BANK}/claim`, { email })),
    )
    const pressed = await Promise.all(
      [ADA, 'bea@uniforms.example'].map((email, at) => pressLink(site, email, asked[at] as never)),
    )
    expect(pressed.map(({ to }) => to)).toEqual(['/keep?done=kept', '/keep?done=kept'])
    expect(keepersOf(site).toSorted()).toEqual([ADA, 'bea@uniforms.example'])
    expect(site.db.prepare('select count(*) from proposal').pluck().get()).toBe(0)
  })

  it('are told apart where it only shows the address of one: the first keeps it, the second waits for an objection', async () => {
    const site = await openTown()
    const asked = await Promise.all([ADA, HELLO].map(email => visitor(site).post(`${BANK}/claim`, { email })))
    const pressed = await Promise.all(
      [ADA, HELLO].map((email, at) => pressLink(site, email, asked[at] as never)),
    )
    expect(pressed.map(({ to }) => to)).toEqual(['/keep?done=kept', '/keep?done=later'])
    expect(keepersOf(site)).toEqual([ADA])
    expect(objectionFor(site, ADA)).not.toBe('')
    expect(site.context.keepers.openHandovers(1)).toHaveLength(1)
  })

  it('as the same person in two browsers keep it once', async () => {
    const site = await openTown()
    const asked = []
    for (let turn = 0; turn < 2; turn++)
      asked.push(await visitor(site).post(`${BANK}/claim`, { email: HELLO }))
    const [first, second] = lettersTo(site, HELLO).map(
      ({ body_text }) => /\/sign-in\/[\w-]{43}/.exec(body_text)?.[0],
    )
    const press = (path: string | undefined, { headers }: { headers: Record<string, unknown> }) =>
      visitor(site, String(headers['set-cookie']).replace(/;.*/, '')).post(path ?? '')
    const pressed = await Promise.all([press(first, asked[0] as never), press(second, asked[1] as never)])
    expect(pressed.map(({ headers }) => headers.location)).toEqual(['/keep?done=kept', '/keep?done=kept'])
    expect(keepersOf(site)).toEqual([HELLO])
    expect(site.context.keepers.openHandovers(1)).toEqual([])
  })
})

describe('handing over at the same instant', () => {
  it('by two keepers takes both places after three days, and each hears what became of them', async () => {
    const site = await openTown()
    const [sam, bea] = [keeperOf(site, 1, SAM), keeperOf(site, 1, BEA)]
    await Promise.all([
      offer(site, sam, 'handover', 'one@new.example').expect(303),
      offer(site, bea, 'handover', 'two@new.example').expect(303),
    ])
    const said = await Promise.all(['one@new.example', 'two@new.example'].map(email => typeCode(site, email)))
    expect(said.map(({ to }) => to)).toEqual(['/keep?done=later', '/keep?done=later'])
    site.setNow(THE_HOUR)
    await Promise.all([1, 2].map(async () => site.context.changes.work()))
    expect(keepersOf(site).toSorted()).toEqual(['one@new.example', 'two@new.example'])
    for (const email of [SAM, BEA])
      expect(
        subjects(site, email).filter(one => one === 'Somebody else keeps your listing now'),
      ).toHaveLength(1)
    for (const email of ['one@new.example', 'two@new.example'])
      expect(subjects(site, email).filter(one => one === 'You keep your listing now')).toHaveLength(1)
  })

  it('by one keeper to two people gives it to the first who says yes, and says so to the other', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1, SAM)
    for (const email of ['one@new.example', 'two@new.example'])
      await offer(site, sam, 'handover', email).expect(303)
    const said = await Promise.all(['one@new.example', 'two@new.example'].map(email => typeCode(site, email)))
    expect(said.map(({ to }) => to).toSorted()).toEqual(['/keep/ended', '/keep?done=kept'])
    expect(keepersOf(site)).toHaveLength(1)
    const ended = await visitor(site).get('/keep/ended').expect(410)
    expect(ended.text).toContain('href="/keep/send-link"')
  })

  it('by one keeper to two, where another may object, gives it to the first and writes to the second', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1, SAM)
    keeperOf(site, 1, BEA)
    for (const email of ['one@new.example', 'two@new.example'])
      await offer(site, sam, 'handover', email).expect(303)
    for (const email of ['one@new.example', 'two@new.example'])
      expect((await typeCode(site, email)).to).toBe('/keep?done=later')
    site.setNow(THE_HOUR)
    for (let turn = 0; turn < 3; turn++) site.context.changes.work()
    expect(keepersOf(site).toSorted()).toEqual([BEA, 'one@new.example'])
    expect(subjects(site, 'two@new.example').at(-1)).toBe('You do not keep the listing after all')
    expect(subjects(site, SAM).filter(one => one === 'Somebody else keeps your listing now')).toHaveLength(1)
    expect(saves(site).filter(why => why === 'Change of keeper').length).toBeLessThanOrEqual(1)
  })
})

describe('an objection in the last moment', () => {
  async function openClaimed() {
    const site = await openTown()
    keeperOf(site, 1, SAM)
    const sent = await visitor(site).post(`${BANK}/claim`, { email: HELLO })
    await pressLink(site, HELLO, sent)
    return { site, path: objectionFor(site, SAM) }
  }
  /** The job runs while somebody presses. */
  const pressAndRun = async (site: Site, path: string) => {
    const [pressed] = await Promise.all([
      visitor(site).post(path),
      ...[1, 2, 3].map(async () => site.context.changes.work()),
    ])
    site.context.changes.work()
    return pressed
  }

  it('before the 72nd hour stops it for good, whatever the job does then', async () => {
    const { site, path } = await openClaimed()
    site.setNow(JUST_BEFORE)
    expect((await pressAndRun(site, path)).headers.location).toBe('/keep/objected')
    site.setNow(THE_HOUR)
    site.context.changes.work()
    expect(keepersOf(site)).toEqual([SAM])
    expect(subjects(site, HELLO)).not.toContain('You keep your listing now')
    const again = await visitor(site).get(path).expect(410)
    expect(textOf(again.text)).toContain('was stopped. An editor looks at it.')
  })

  it('in the 72nd hour is too late, is told so, and is told what to do', async () => {
    const { site, path } = await openClaimed()
    site.setNow(THE_HOUR)
    const late = await pressAndRun(site, path)
    expect(late.status).toBe(410)
    expect(textOf(late.text)).toContain('It is too late to object')
    expect(late.text).toContain(`href="${BANK}/report"`)
    expect(keepersOf(site).toSorted()).toEqual([HELLO, SAM])
    expect(site.context.proposals.find(1)).toBeUndefined()
  })

  it('by whoever has lost the listing meanwhile counts for nothing', async () => {
    const { site, path } = await openClaimed()
    const sam = site.context.people.byEmail(SAM)?.id ?? 0
    inTransaction(site.db, () => site.context.keepers.remove(1, sam))
    expect(textOf((await visitor(site).post(path).expect(410)).text)).toContain('no longer')
    site.setNow(THE_HOUR)
    site.context.changes.work()
    expect(keepersOf(site)).toEqual([HELLO])
  })
})
