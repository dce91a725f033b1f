import { beforeEach, describe, expect, it } from 'vitest'
import { REPORT_WORDS } from '../../../src/features/proposals/fields.ts'
import { makeNaming } from '../../../src/features/proposals/naming.store.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { decide } from '../../support/decided.ts'
import { openDesk } from '../../support/desk.ts'
import { formIn } from '../../support/forms.ts'
import { keeperOf } from '../../support/keeping.ts'
import { lettersTo } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { signedIn } from '../../support/people.ts'
import type { Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap, ferryGreenGrowers } = town.cast
const [BANK, SWAP, GROWERS] = [1, 2, 3]
const bank = '/initiatives/old-town-uniform-bank'
const swap = '/initiatives/marjoram-baby-swap'
const MERGING = `/admin/initiatives/${SWAP}/merging`
const LETTER = 'A listing that you keep was made one with another'

type Desk = Awaited<ReturnType<typeof openDesk>>
let desk: Desk
let site: Site
let editor: Desk['editor']
beforeEach(async () => {
  desk = await openDesk({ isTicking: true })
  ;({ site, editor } = desk)
})
const proposal = (id = 1) => site.context.proposals.find(id)
const isThere = (id: number) => site.context.reader.entered(id) !== undefined
const keepersOf = (id: number) => site.context.keepers.of(id).map(({ email }) => email)
const formAt = async (path: string) => formIn((await editor.get(path)).text)

describe('an editor who makes two listings one', () => {
  it('finds the other by a part of its name, or by its address, and reads enough to tell', async () => {
    const found = textOf((await editor.get(`${MERGING}?q=uniform`).expect(200)).text)
    for (const words of [uniformBank.name, uniformBank.summary, 'School uniform bank'])
      expect(found).toContain(words)
    const { headers } = await editor.get(`${MERGING}?q=${encodeURIComponent(`https://x.example${bank}`)}`)
    expect(headers.location).toBe(`${MERGING}?into=${BANK}`)
    expect((await editor.get(`${MERGING}?q=xyzzy`)).text).toContain('There is no other listing by that name')
  })

  it('sees both by name and address; the one that is kept stays unless they choose, else the older', async () => {
    const page = textOf((await editor.get(`${MERGING}?into=${BANK}`)).text)
    for (const words of [uniformBank.name, homeSwap.name, bank, swap]) expect(page).toContain(words)
    expect(await formAt(`${MERGING}?into=${BANK}`)).toMatchObject({ stays: String(BANK) })
    keeperOf(site, SWAP)
    expect(await formAt(`${MERGING}?into=${BANK}`)).toMatchObject({ stays: String(SWAP) })
  })

  it.each([
    [BANK, bank, SWAP, swap],
    [SWAP, swap, BANK, bank],
  ])(
    'chooses that %i stays: the other leads there, and it is a proposal accepted at once',
    async (stays, there, goes, gone) => {
      const form = { ...(await formAt(`${MERGING}?into=${BANK}`)), stays: String(stays) }
      const { headers } = await editor.post(MERGING, form).expect(303)
      expect(headers.location).toBe(`/admin/initiatives/${stays}?done=1`)
      expect((await site.get(gone).expect(302)).headers.location).toBe(there)
      expect(proposal()).toMatchObject({
        ...{ kind: 'merge', status: 'approved', initiative_id: SWAP, into_id: BANK, email: '' },
        ...{ person_id: editor.person.id, decided_by: editor.person.id },
      })
      const deeds = site.db.prepare('select action from audit order by id').pluck().all()
      expect(deeds).toEqual(expect.arrayContaining(['approved', 'merge']))
      expect([isThere(stays), isThere(goes)]).toEqual([true, false])
    },
  )

  it('may take it back for ten minutes, from the page that follows: both are as they were, and nothing waits', async () => {
    keeperOf(site, SWAP, 'kit@swap.example')
    const asked = await editor.post(MERGING, { into: String(BANK), stays: String(BANK) }).expect(200)
    expect(textOf(asked.text)).toContain('Nothing has gone yet. Read the mail, then press again.')
    expect(isThere(SWAP)).toBe(true)
    const { headers } = await editor.post(MERGING, formIn(asked.text)).expect(303)
    const { text } = await editor.get(headers.location as string)
    expect(textOf(text)).toContain(`Made one: ${homeSwap.name} leads to ${uniformBank.name} now.`)
    expect(keepersOf(BANK)).toEqual(['kit@swap.example'])
    expect(lettersTo(site, 'kit@swap.example').map(({ subject }) => subject)).toEqual([LETTER])
    const undone = await editor.post('/admin/queue/1/undoing').expect(303)
    expect(undone.headers.location).toBe(`/admin/initiatives/${SWAP}`)
    await site.get(swap).expect(200)
    await site.get(bank).expect(200)
    expect([keepersOf(BANK), keepersOf(SWAP)]).toEqual([[], ['kit@swap.example']])
    expect(lettersTo(site, 'kit@swap.example')).toEqual([])
    expect(proposal()?.status).toBe('withdrawn')
    expect((await editor.get('/admin/queue')).text).toContain('Nothing waits')
  })

  it('can no longer take it back when ten minutes have passed, or when it came back by itself', async () => {
    const make = () => editor.post(MERGING, { into: String(BANK) }).expect(303)
    await make()
    await editor.post(`/admin/initiatives/${SWAP}/publication`).expect(303)
    await editor.post('/admin/queue/1/undoing').expect(409)
    await make()
    site.setNow('2026-06-09T08:45:00Z')
    await editor.post('/admin/queue/2/undoing').expect(409)
    await site.get(swap).expect(302)
  })

  it('writes to nobody who keeps one when it is published again before that goes, and it was never made one', async () => {
    keeperOf(site, SWAP, 'kit@swap.example')
    await editor.post(MERGING, await formAt(`${MERGING}?into=${BANK}`)).expect(303)
    const [goes] = [SWAP, BANK].filter(id => !isThere(id))
    expect(lettersTo(site, 'kit@swap.example')).toHaveLength(1)
    await editor.post(`/admin/initiatives/${goes}/publication`).expect(303)
    expect(lettersTo(site, 'kit@swap.example')).toEqual([])
    expect(proposal()).toMatchObject({ status: 'withdrawn', decided_at: null, undo_until: null })
    expect((await editor.get('/admin/queue')).text).toContain('Nothing waits')
  })

  it('writes to nobody who kept one of them until it was undone', async () => {
    const kit = keeperOf(site, SWAP, 'kit@swap.example')
    const form = { ...(await formAt(`${MERGING}?into=${BANK}`)), stays: String(BANK) }
    const read = formIn((await editor.post(MERGING, form)).text)
    await editor.post(MERGING, { ...form, ...read }).expect(303)
    for (const id of [SWAP, BANK])
      await editor.post(`/admin/initiatives/${id}/keepers/${kit.person.id}/removal`).expect(303)
    await editor.post('/admin/queue/1/undoing').expect(303)
    expect(lettersTo(site, 'kit@swap.example')).toEqual([])
  })

  it('writes to each who keeps one of them, once, with both names and addresses', async () => {
    keeperOf(site, SWAP, 'kit@swap.example')
    for (const id of [SWAP, BANK]) keeperOf(site, id, 'bo@both.example')
    const form = await formAt(`${MERGING}?into=${BANK}`)
    await editor.post(MERGING, form).expect(303)
    for (const email of ['kit@swap.example', 'bo@both.example']) {
      const [letter, ...more] = lettersTo(site, email)
      expect(more).toEqual([])
      for (const words of [uniformBank.name, homeSwap.name, bank, swap, '/keep'])
        expect(letter?.body_text).toContain(words)
    }
  })

  it('names no listing that is the same, taken down, or never was', async () => {
    const made = { person_id: null, made_as: 'system', why: '' } as const
    inTransaction(site.db, () => site.context.publishing.unpublish(GROWERS, 'Closed', made))
    for (const into of [SWAP, GROWERS, 99]) {
      await editor.get(`${MERGING}?into=${into}`).expect(404)
      await editor.post(MERGING, { into: String(into) }).expect(404)
    }
    await editor.post(MERGING, { into: String(BANK), stays: String(GROWERS) }).expect(400)
    expect([isThere(BANK), isThere(SWAP), proposal()]).toEqual([true, true, undefined])
  })
})

describe('an editor who looks after only one of two', () => {
  it('asks for it: it waits for whoever looks after both, who makes them one, and they are told', async () => {
    const local = desk.editorCalled('Al Old', { areas: ['saltmere'] })
    const away = desk.editorCalled('Bea Far', { areas: ['farness'] })
    const page = textOf((await local.get(`${MERGING}?into=${GROWERS}`).expect(200)).text)
    expect(page).toContain('lies outside your areas, so an editor who looks after both decides')
    const { headers } = await local
      .post(MERGING, { into: String(GROWERS), note: 'The same van.' })
      .expect(303)
    expect((await local.get(headers.location as string)).text).toContain(
      'It waits for an editor who looks after both',
    )
    await local.post(MERGING, { into: String(GROWERS), note: 'The same van.' }).expect(303)
    expect(proposal(2)).toBeUndefined()
    expect(proposal()).toMatchObject({ kind: 'merge', status: 'waiting', email: local.person.email })
    for (const who of [local, away]) {
      expect((await who.get('/admin/queue')).text).toContain('Nothing waits')
      await who.get('/admin/queue/1').expect(404)
    }
    expect((await editor.get('/admin/queue')).text).toContain(`The same as ${ferryGreenGrowers.name}?`)
    await editor.decide(1, 'approval').expect(303)
    expect(lettersTo(site, local.person.email).map(({ subject }) => subject)).toEqual([
      'Thank you: what was listed twice is one now',
    ])
  })
})

describe('a report of a double in the queue', () => {
  const item = '/admin/queue/1'
  const doubled = () =>
    desk.ask({ kind: 'report', report_reason: 'duplicate', initiative_id: SWAP, note: 'Twice!' })

  it('comes to ask for two to be made one when an editor names the other, and to be a report when it is not that', async () => {
    doubled()
    expect((await editor.get(item)).text).toContain(`${item}/double`)
    const found = await editor.get(`${item}/double?q=uniform`).expect(200)
    expect(textOf(found.text)).toContain(uniformBank.summary)
    expect(
      (await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)).headers.location,
    ).toBe(item)
    expect(proposal()).toMatchObject({ kind: 'merge', into_id: BANK, note: 'Twice!', report_reason: '' })
    const page = textOf((await editor.get(item)).text)
    for (const words of [uniformBank.name, homeSwap.name, bank, swap, 'Which of them stays?', 'Twice!'])
      expect(page).toContain(words)
    await editor.post(`${item}/double`, { listing: '' }).expect(303)
    expect(proposal()).toMatchObject({ kind: 'report', into_id: null, report_reason: 'duplicate' })
  })

  it('is made one there, with the one that stays chosen, both named in the mail that is read before', async () => {
    doubled()
    await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)
    const said = { stays: String(SWAP) }
    const shown = textOf(
      (await editor.post(`${item}/preview`, { ...desk.seenOf(1), ...said }).expect(200)).text,
    )
    expect(shown).toContain(`Stays: ${homeSwap.name}`)
    expect(shown).toContain(`Goes, and leads there: ${uniformBank.name}`)
    await editor.decide(1, 'approval', said).expect(303)
    expect((await site.get(bank).expect(302)).headers.location).toBe(swap)
    expect(textOf((await editor.get(item)).text)).toContain(
      `${uniformBank.name} was made one with ${homeSwap.name}`,
    )
    expect(lettersTo(site, 'sam@bank.example')).toHaveLength(1)
    await editor.post(`${item}/undoing`).expect(303)
    for (const path of [bank, swap]) await site.get(path).expect(200)
    expect(lettersTo(site, 'sam@bank.example')).toEqual([])
    expect(proposal()).toMatchObject({ kind: 'merge', status: 'waiting' })
  })

  it.each([
    ['published again', () => editor.post(`/admin/initiatives/${BANK}/publication`)],
    [
      'brought back as it once was',
      () => editor.post(`/admin/initiatives/${BANK}/revisions/1/restoration`, { seen: '1' }),
    ],
  ])('waits again, and nobody is told, when what went is %s in time', async (_how, bring) => {
    doubled()
    await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)
    await editor.decide(1, 'approval', { stays: String(SWAP) }).expect(303)
    await bring().expect(303)
    for (const path of [bank, swap]) await site.get(path).expect(200)
    expect(lettersTo(site, 'sam@bank.example')).toEqual([])
    expect(proposal()).toMatchObject({ kind: 'merge', status: 'waiting', decided_at: null })
  })

  it('stays as it was answered when what went comes back later', async () => {
    doubled()
    await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)
    await editor.decide(1, 'approval', { stays: String(SWAP) }).expect(303)
    site.setNow('2026-06-09T08:45:00Z')
    await editor.post(`/admin/initiatives/${BANK}/publication`).expect(303)
    expect(lettersTo(site, 'sam@bank.example')).toHaveLength(1)
    expect(proposal()?.status).toBe('approved')
  })

  it('waits again like any report for which a listing was taken down that is published again in time', async () => {
    desk.ask({ kind: 'report', report_reason: 'closed', initiative_id: BANK, note: 'Shut.' })
    await editor.decide(1, 'removal', { reason: 'wrong' }).expect(303)
    await editor.post(`/admin/initiatives/${BANK}/publication`).expect(303)
    expect(lettersTo(site, 'sam@bank.example')).toEqual([])
    expect(proposal()).toMatchObject({ kind: 'report', status: 'waiting' })
  })

  it.each(['other', 'unsafe'] as const)(
    'may have been reported for something else: “%s” is what it stays, before what is less harm, and its sender is answered',
    async report_reason => {
      desk.ask({ kind: 'report', report_reason, initiative_id: SWAP, note: 'Hm!' })
      const { text } = await editor.get(item)
      expect(text).toContain(`href="${item}/double"`)
      expect(text).not.toContain(`${MERGING}"`)
      await editor.get(`${item}/double?q=uniform`).expect(200)
      await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)
      expect(proposal()).toMatchObject({ kind: 'merge', into_id: BANK, report_reason: '' })
      expect(textOf((await editor.get(item)).text)).toContain(REPORT_WORDS[report_reason])
      await editor.post(`${item}/double`, { listing: '' }).expect(303)
      expect(proposal()).toMatchObject({ kind: 'report', into_id: null, report_reason })
      await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)
      await editor.decide(1, 'approval').expect(303)
      const [letter] = lettersTo(site, 'sam@bank.example')
      expect(letter?.subject).toBe('Thank you: what was listed twice is one now')
      expect(letter?.body_text.replace(/\s+/g, ' ')).toContain(
        'What you told us of was listed twice, and the two',
      )
    },
  )

  it('waits no longer for its turn than before when the other of two is named in what may harm', async () => {
    desk.ask({ kind: 'report', report_reason: 'rude', initiative_id: GROWERS, areas: ['farness'] })
    const { id } = desk.ask({ kind: 'report', report_reason: 'unsafe', initiative_id: SWAP })
    await editor.post(`/admin/queue/${id}/double`, { listing: String(BANK) }).expect(303)
    const { text } = await editor.get('/admin/queue')
    expect(text.indexOf(homeSwap.name)).toBeLessThan(text.indexOf(ferryGreenGrowers.name))
  })

  it('shows whoever sent it what they said, and nothing that they did not', async () => {
    const sam = signedIn(site, { role: 'organiser', email: 'sam@bank.example' })
    desk.ask({ kind: 'report', report_reason: 'unsafe', initiative_id: SWAP, person_id: sam.person.id })
    await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)
    const page = textOf((await sam.get(`/proposals/${proposal()?.uuid}`).expect(200)).text)
    expect(page).toContain(REPORT_WORDS.unsafe)
    expect(page).not.toContain(REPORT_WORDS.duplicate)
    expect(site.context.personal.exportOf('sam@bank.example')).toMatchObject({
      sent: [{ kind: 'merge', reported_for: 'unsafe' }],
    })
  })

  it('tells an editor who names or takes back what another has named or taken back', async () => {
    doubled()
    await editor.post(`${item}/double`, { listing: '' }).expect(409)
    await editor.post(`${item}/double`, { listing: String(BANK) }).expect(303)
    const { text } = await editor.post(`${item}/double`, { listing: String(GROWERS) }).expect(409)
    expect(textOf(text)).toContain('Somebody has named the other listing meanwhile, or taken that back.')
  })

  it('comes back among what an editor had narrowed the queue to, however they found the other', async () => {
    doubled()
    const { text } = await editor.get(`${item}/double?kind=report&q=uniform`).expect(200)
    expect(formIn(text)).toMatchObject({ kind: 'report', q: 'uniform' })
    expect(text).toContain(`action="${item}/double?kind=report"`)
    const { headers } = await editor.post(`${item}/double?kind=report`, { listing: String(BANK) })
    expect(headers.location).toBe(`${item}?kind=report`)
  })

  it('is not named in by an editor who saw it before another decided, however close together', async () => {
    const seen = doubled()
    await editor.decide(1, 'approval').expect(303)
    const naming = makeNaming(site.context)
    expect(() => naming.name(seen, BANK, editor.person)).toThrow('It was decided on or changed meanwhile.')
    expect(proposal()).toMatchObject({ kind: 'report', status: 'approved', into_id: null })
  })

  it('names no third that is to stay', async () => {
    desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: BANK })
    const { text } = await editor.decide(1, 'approval', { stays: String(GROWERS) }).expect(422)
    expect(text).toContain('Choose which of the two stays')
    expect([isThere(BANK), isThere(SWAP), isThere(GROWERS)]).toEqual([true, true, true])
  })

  it('is left to whoever has it open, and to nobody who looks after neither', async () => {
    doubled()
    const other = desk.editorCalled('Flo Reed')
    const away = desk.editorCalled('Bea Far', { areas: ['farness'] })
    await other.get(item).expect(200)
    await editor.post(`${item}/double`, { listing: String(BANK) }).expect(409)
    await away.post(`${item}/double`, { listing: String(BANK) }).expect(404)
    await other.post(`${item}/double`, { listing: String(SWAP) }).expect(404)
    await other.post(`${item}/double`, { listing: '99' }).expect(404)
    expect(proposal()?.kind).toBe('report')
  })

  it('passes to whoever looks after both when the other lies elsewhere', async () => {
    doubled()
    const local = desk.editorCalled('Al Old', { areas: ['saltmere'] })
    const { headers } = await local.post(`${item}/double`, { listing: String(GROWERS) }).expect(303)
    expect(headers.location).toBe(`/admin/initiatives/${SWAP}?sent=yes`)
    await local.get(item).expect(404)
    await editor.get(item).expect(200)
  })
})

describe('two that may be one, in the queue', () => {
  it('wait beside reports of doubles, before what is only new, and are named from either', async () => {
    desk.ask({ kind: 'claim', initiative_id: GROWERS, areas: ['farness'] })
    const { id } = desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: BANK })
    const { text } = await editor.get('/admin/queue')
    expect(text.indexOf(homeSwap.name)).toBeLessThan(text.indexOf(ferryGreenGrowers.name))
    for (const listing of [SWAP, BANK])
      expect((await editor.get(`/admin/initiatives/${listing}`)).text).toContain(`/admin/queue/${id}`)
  })

  it('stand under the place of the one that was reported, whatever the other is called', async () => {
    const areas = ['saltmere/old-town', 'farness/ferry-green']
    desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: GROWERS, areas })
    expect((await editor.get('/admin/queue')).text).toContain('<p class="queue-foot"><span>Old Town</span>')
  })

  it('say of several at once which goes and which stays, with every mail', async () => {
    keeperOf(site, SWAP, 'kit@swap.example')
    desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: BANK })
    const path = '/admin/queue/decisions?action=approval&id=1'
    const { text } = await editor.get(path).expect(200)
    expect(textOf(text)).toContain(`${uniformBank.name} goes, and its address leads to ${homeSwap.name}.`)
    expect(textOf(text)).toContain('The mail to whoever keeps one of them')
    await editor.post('/admin/queue/decisions', formIn(text)).expect(303)
    expect((await site.get(bank).expect(302)).headers.location).toBe(swap)
    expect(lettersTo(site, 'kit@swap.example')).toHaveLength(1)
  })

  it('are refused, and no error, once either was taken down', async () => {
    const { id } = desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: BANK })
    const made = { person_id: null, made_as: 'system', why: '' } as const
    inTransaction(site.db, () => site.context.publishing.unpublish(BANK, 'Closed', made))
    expect(textOf((await editor.get(`/admin/queue/${id}`).expect(200)).text)).toContain(
      'The other of the two was taken down meanwhile.',
    )
    expect((await editor.decide(id, 'approval')).status).toBe(422)
  })

  it('leave nobody keeping what they should not, when a merge is undone that another followed', async () => {
    keeperOf(site, SWAP, 'kit@swap.example')
    const first = desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: BANK })
    decide(site, first.id, { stays: BANK } as never)
    const then = desk.ask({ kind: 'merge', initiative_id: BANK, into_id: GROWERS })
    decide(site, then.id, { stays: GROWERS } as never)
    expect(keepersOf(GROWERS)).toEqual(['kit@swap.example'])
    await editor.post(`/admin/queue/${first.id}/undoing`).expect(303)
    expect([keepersOf(SWAP), keepersOf(BANK), keepersOf(GROWERS)]).toEqual([['kit@swap.example'], [], []])
  })

  it('leave nobody keeping what they came to by a merge that is undone, whoever was removed or brought meanwhile', async () => {
    const { person: kit } = keeperOf(site, SWAP, 'kit@swap.example')
    const mate = site.context.people.meet('mate@swap.example', site.context.clock())
    const { changes, keepers } = site.context
    const wish = { initiative_id: BANK, to_id: mate.id, asker_id: kit.id }
    const handed = (from_id: number | null) =>
      inTransaction(site.db, () => changes.settle({ ...wish, from_id }))
    const meanwhile: (() => unknown)[] = [
      () => keepers.remove(SWAP, kit.id),
      () => handed(null),
      () => handed(kit.id),
    ]
    for (const happens of meanwhile) {
      keepers.add(SWAP, kit.id, '2026-06-01T08:00:00.000Z')
      const { id } = desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: BANK })
      decide(site, id, { stays: BANK } as never)
      happens()
      expect(keepersOf(BANK)).not.toEqual([])
      await editor.post(`/admin/queue/${id}/undoing`).expect(303)
      expect(keepersOf(BANK), String(happens)).toEqual([])
    }
  })

  it('leave those who kept it before, and whom they brought', async () => {
    keeperOf(site, SWAP, 'kit@swap.example')
    const { person: bo } = keeperOf(site, BANK, 'bo@bank.example')
    const mate = site.context.people.meet('mate@bank.example', site.context.clock())
    const { id } = desk.ask({ kind: 'merge', initiative_id: SWAP, into_id: BANK })
    decide(site, id, { stays: BANK } as never)
    const [kit] = site.context.keepers.of(SWAP)
    site.context.keepers.remove(BANK, kit?.person_id ?? 0)
    const wish = { initiative_id: BANK, to_id: mate.id, asker_id: bo.id, from_id: null }
    inTransaction(site.db, () => site.context.changes.settle(wish))
    await editor.post(`/admin/queue/${id}/undoing`).expect(303)
    expect(keepersOf(BANK)).toEqual(['bo@bank.example', 'mate@bank.example'])
  })
})
