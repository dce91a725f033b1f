import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffWords } from '../../../src/features/proposals/diff.rules.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { openSite, type SiteOptions } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap } = town.cast
const ANNE = { person_id: null, made_as: 'system', why: '' } as const

async function openDesk(options: SiteOptions = {}) {
  const site = await openSite({ cast: { uniformBank, homeSwap }, ...options })
  const { proposals, deciding, people, reader, keepers, outbox, publishing, revisions } = site.context
  const now = site.context.clock()
  const editor = people.appoint(
    'ed@lights.example',
    'Ed',
    { role: 'editor', is_whole_patch: true, area_ids: [] },
    null,
    now,
  )
  const mails = () =>
    site.db.prepare('select recipient, subject, body_text, due_at, status from outbox order by id').all() as {
      recipient: string
      subject: string
      body_text: string
      due_at: string
      status: string
    }[]
  const ask = (more: object) =>
    inTransaction(site.db, () =>
      proposals.add({
        kind: 'edit',
        status: 'waiting',
        initiative_id: 1,
        email: 'sam@bank.example',
        ...more,
      }),
    )
  const seenOf = (id: number) => {
    const proposal = proposals.find(id)
    if (!proposal) throw new Error('none')
    return { version: proposal.version, revision: deciding.revisionOf(proposal) }
  }
  const decision = (id: number, more = {}) => ({
    ...{ proposal_id: id, by: editor, seen: seenOf(id), reason: 'Checked', reply: 'Thank you.' },
    ...more,
  })
  return {
    site,
    proposals,
    deciding,
    people,
    reader,
    keepers,
    outbox,
    publishing,
    revisions,
    mails,
    ask,
    decision,
    seenOf,
  }
}

describe('an editor who approves a change', () => {
  it('has it live at once, kept as a revision, and told after ten minutes', async () => {
    const { ask, deciding, decision, reader, revisions, mails } = await openDesk()
    const { id } = ask({ asked: { bring: 'A bag', phone: '01632 960123' }, base: { bring: '', phone: '' } })
    expect(deciding.approve(decision(id, { take: ['bring'] }))).toMatchObject({
      outcome: 'done',
      proposal: { status: 'approved', taken: ['bring'] },
    })
    expect(reader.entered(1)?.fields).toMatchObject({ bring: 'A bag', phone: uniformBank.phone ?? '' })
    expect(revisions.latest(1)).toMatchObject({ made_as: 'editor', why: 'Checked', proposal_id: id })
    const [mail] = mails()
    expect(mail).toMatchObject({ recipient: 'sam@bank.example', subject: 'Some of your changes are live' })
    expect(mail?.body_text).toContain('Taken: What to bring\nLeft as it was: Telephone\n')
    expect(Date.parse(mail?.due_at ?? '') - Date.parse(town.now)).toBe(600_000)
  })

  it('can take it back for ten minutes, and nobody is told', async () => {
    const { site, ask, deciding, decision, reader, proposals, mails } = await openDesk()
    const before = reader.entered(1)?.fields
    const { id } = ask({ asked: { bring: 'A bag' }, base: { bring: '' } })
    deciding.approve(decision(id))
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    expect(reader.entered(1)?.fields).toEqual(before)
    expect(proposals.find(id)).toMatchObject({ status: 'waiting', taken: [], decided_at: null, reply: '' })
    expect(mails()).toEqual([])
    deciding.approve(decision(id))
    site.setNow(new Date(Date.parse(town.now) + 601_000).toISOString())
    expect(deciding.undo(id, { id: 1 })).toBe('late')
  })

  it('does not undo what somebody changed since', async () => {
    const { site, ask, deciding, decision, reader } = await openDesk()
    const { id } = ask({ asked: { bring: 'A bag' }, base: { bring: '' } })
    deciding.approve(decision(id))
    const fields = { ...reader.entered(1)?.fields, phone: '01632 960999' }
    inTransaction(site.db, () => site.context.saver.save(fields, { id: 1, made: ANNE }))
    expect(deciding.undo(id, { id: 1 })).toBe('late')
    expect(reader.entered(1)?.fields).toMatchObject({ bring: 'A bag', phone: '01632 960999' })
  })

  it('is shown what changed meanwhile, instead of writing over it', async () => {
    const { site, ask, deciding, decision, reader, proposals } = await openDesk()
    const { id } = ask({ asked: { bring: 'A bag' }, base: { bring: '' } })
    const stale = decision(id)
    const fields = { ...reader.entered(1)?.fields, bring: 'Two bags' }
    inTransaction(site.db, () => site.context.saver.save(fields, { id: 1, made: ANNE }))
    expect(deciding.approve(stale)).toMatchObject({ outcome: 'changed', what: 'listing' })
    const other = decision(id)
    inTransaction(site.db, () => proposals.change(id, { note: 'One more thing' }))
    expect(deciding.approve(other)).toMatchObject({ outcome: 'changed', what: 'proposal' })
    expect(reader.entered(1)?.fields.bring).toBe('Two bags')
  })

  it('is told in words when what was asked cannot be, and nothing happens', async () => {
    const { ask, deciding, decision, proposals, mails } = await openDesk()
    const { id } = ask({ asked: { postcode: 'ZZ9 9ZZ', lat: null, lon: null }, base: {} })
    expect(deciding.approve(decision(id))).toMatchObject({
      outcome: 'refused',
      issues: [{ field: 'postcode' }],
    })
    expect(proposals.find(id)?.status).toBe('waiting')
    expect(mails()).toEqual([])
  })
})

describe('a project that was sent in', () => {
  it('is listed when it is approved, and kept by whoever sent it; undoing takes it down again', async () => {
    const { site, ask, deciding, decision, keepers, proposals, mails } = await openDesk()
    const asked = {
      ...uniformBank,
      name: 'Hillcrest Seed Swap',
      postcode: 'ZZ2 1AB',
      confirmed_on: '2026-06-01',
    }
    const { id } = ask({ kind: 'new', initiative_id: null, asked })
    const done = deciding.approve(decision(id))
    expect(mails()[0]?.body_text).toMatch(/Keep your listing right:\s+https?:\S+\/keep\s/)
    expect(done).toMatchObject({ outcome: 'done', proposal: { initiative_id: 3 } })
    expect(keepers.of(3).map(({ email }) => email)).toEqual(['sam@bank.example'])
    await site.get('/initiatives/hillcrest-seed-swap').expect(200)
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    await site.get('/initiatives/hillcrest-seed-swap').expect(410)
    expect(proposals.find(id)).toMatchObject({ status: 'waiting' })
    expect(keepers.of(3)).toEqual([])
    expect(deciding.approve(decision(id))).toMatchObject({ outcome: 'done' })
    await site.get('/initiatives/hillcrest-seed-swap').expect(200)
  })
})

describe('somebody who asks to keep a listing', () => {
  it('keeps it when nobody does, and after three days beside those who do', async () => {
    const { site, ask, deciding, decision, keepers, people, mails } = await openDesk()
    const { id } = ask({ kind: 'claim' })
    deciding.approve(decision(id))
    expect(mails()[0]?.body_text).toMatch(/Keep your listing right:\s+https?:\S+\/keep\s/)
    expect(keepers.of(1).map(({ email }) => email)).toEqual(['sam@bank.example'])
    const other = ask({ kind: 'claim', email: 'kit@bank.example' })
    deciding.approve(decision(other.id))
    const kit = people.meet('kit@bank.example', site.context.clock())
    expect(keepers.isKeeper(kit.id, 1)).toBe(false)
    const [change] = keepers.openHandovers(1)
    expect(Date.parse(change?.takes_effect_at ?? '') - Date.parse(town.now)).toBe(72 * 3_600_000)
    deciding.undo(other.id, { id: 1 })
    expect(keepers.openHandovers(1)).toEqual([])
  })
})

describe('two listings of one thing', () => {
  it('are made one, and two again when that is undone', async () => {
    const { site, ask, deciding, decision } = await openDesk()
    const { id } = ask({ kind: 'merge', initiative_id: 2, into_id: 1 })
    deciding.approve(decision(id))
    const { headers } = await site.get('/initiatives/marjoram-baby-swap').expect(302)
    expect(site.context.reader.entered(2)).toBeUndefined()
    expect(headers.location).toBe('/initiatives/old-town-uniform-bank')
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    expect(site.context.reader.entered(2)?.fields.name).toBe(homeSwap.name)
  })
})

describe('a decision that took a moment', () => {
  it('is undone whole: whoever came to keep a listing by it keeps it no longer', async () => {
    const { ask, deciding, decision, keepers } = await openDesk({ isTicking: true })
    const { id } = ask({ kind: 'claim' })
    deciding.approve(decision(id))
    expect(keepers.of(1)).toHaveLength(1)
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    expect(keepers.of(1)).toEqual([])
  })

  it('is undone whole: whoever kept one of two that were made one keeps that one alone', async () => {
    const { site, ask, deciding, decision, keepers, people } = await openDesk({ isTicking: true })
    const kit = people.meet('kit@bank.example', site.context.clock())
    keepers.add(2, kit.id, site.context.clock().toISOString())
    const { id } = ask({ kind: 'merge', initiative_id: 2, into_id: 1 })
    deciding.approve({ ...decision(id), stays: 1 })
    expect(keepers.isKeeper(kit.id, 1)).toBe(true)
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    expect(keepers.isKeeper(kit.id, 1)).toBe(false)
    expect(keepers.isKeeper(kit.id, 2)).toBe(true)
  })

  it('is undone whole: what a report took down is on the site again', async () => {
    const { site, ask, deciding, decision } = await openDesk({ isTicking: true })
    const { id } = ask({ kind: 'report', report_reason: 'closed' })
    deciding.approve({ ...decision(id), outcome: 'removal' })
    await site.get('/initiatives/old-town-uniform-bank').expect(410)
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    await site.get('/initiatives/old-town-uniform-bank').expect(200)
  })

  it('stays as it is where another editor took the listing down afterwards', async () => {
    const { site, ask, deciding, decision, publishing } = await openDesk({ isTicking: true })
    const { id } = ask({ kind: 'report', report_reason: 'closed' })
    deciding.approve(decision(id))
    inTransaction(site.db, () => publishing.unpublish(1, 'It is gone', { ...ANNE }))
    deciding.undo(id, { id: 1 })
    await site.get('/initiatives/old-town-uniform-bank').expect(410)
  })
})

describe('what a trusted keeper changed at once', () => {
  it('stays when an editor says yes, and is put back when they say no, and undoing turns either round', async () => {
    const { site, ask, deciding, decision, reader } = await openDesk()
    const before = reader.entered(1)?.fields.bring
    const fields = { ...reader.entered(1)?.fields, bring: 'A bag' }
    const made = { person_id: null, made_as: 'keeper', why: '' } as const
    const saved = inTransaction(site.db, () => site.context.saver.save(fields, { id: 1, made }))
    const revision_id = 'revision_id' in saved ? saved.revision_id : null
    const { id } = ask({ asked: { bring: 'A bag' }, base: { bring: before }, revision_id })
    const said = () => reader.entered(1)?.fields.bring
    deciding.approve(decision(id))
    expect(said()).toBe('A bag')
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    expect(said()).toBe('A bag')
    deciding.reject(decision(id))
    expect(said()).toBe(before)
    expect(deciding.undo(id, { id: 1 })).toBe('done')
    expect(said()).toBe('A bag')
  })
})

describe('a question back', () => {
  it('goes to the sender, waits for the answer, and can be taken back', async () => {
    const { ask, deciding, decision, proposals, mails } = await openDesk()
    const { id, uuid } = ask({ asked: { bring: 'A bag' }, base: { bring: '' } })
    deciding.ask(decision(id, { reply: 'Which bag?' }))
    expect(proposals.messages(id)).toMatchObject([{ is_from_editor: true, text: 'Which bag?' }])
    expect(mails()[0]?.body_text).toContain('> Which bag?')
    expect(mails()[0]?.body_text).toContain(`/proposals/${uuid}`)
    deciding.undo(id, { id: 1 })
    expect(proposals.messages(id)).toEqual([])
    expect(mails()).toEqual([])
  })
})

describe('the audit log', () => {
  it('notes every decision, and cannot be changed or deleted', async () => {
    const { site, ask, deciding, decision } = await openDesk()
    const { id } = ask({ asked: { bring: 'A bag' }, base: { bring: '' } })
    deciding.approve(decision(id))
    deciding.undo(id, { id: 1 })
    expect(site.context.audit.about('proposal', id).map(({ action }) => action)).toEqual([
      'undone',
      'approved',
    ])
    expect(() => site.db.exec('update audit set person_id = null')).toThrow('cannot be changed')
    expect(() => site.db.exec('delete from audit')).toThrow('cannot be deleted')
  })
})

describe('two texts side by side', () => {
  it('have no mark on the space between what changed and what did not', () => {
    const { asked } = diffWords('Tuesdays\nThursdays, 6pm', 'Fridays, noon\nThursdays, 6pm')
    expect(asked).toEqual([
      { kind: 'added', text: 'Fridays, noon' },
      { kind: 'same', text: '\n' },
      { kind: 'same', text: 'Thursdays, 6pm' },
    ])
  })

  it('are both whole, and agree in what is not marked', () => {
    const words = fc.array(fc.constantFrom('tea', 'and', 'cake', 'on', 'Tuesdays,', '10am', '\n'), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [before, after] = [a.join(' '), b.join(' ')]
        const { now, asked } = diffWords(before, after)
        const textOf = (stretches: typeof now) => stretches.map(({ text }) => text).join('')
        const same = (stretches: typeof now) =>
          stretches
            .filter(({ kind }) => kind === 'same')
            .flatMap(({ text }) => text.split(/\s+/).filter(Boolean))
        expect([textOf(now), textOf(asked)]).toEqual([before, after])
        expect(same(now)).toEqual(same(asked))
      }),
    )
  })
})
