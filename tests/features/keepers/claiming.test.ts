import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { decide } from '../../support/decided.ts'
import { keeperOf, objectionFor, pressLink, typeCode } from '../../support/keeping.ts'
import { lettersTo } from '../../support/letters.ts'
import { visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap } = town.cast
const BANK = '/initiatives/old-town-uniform-bank'
const openTown = () => openSite({ cast: { uniformBank, homeSwap } })
const uuidOf = (site: Site, id: number) => site.context.reader.entered(id)?.uuid ?? ''
const keepersOf = (site: Site, id: number) => site.context.keepers.of(id).map(({ email }) => email)
const claim = (site: Site, email: string, note = '') => visitor(site).post(`${BANK}/claim`, { email, note })
const FOUR_DAYS_ON = '2026-06-13T08:30:00Z'

describe('somebody who says that a listing is theirs', () => {
  it('keeps it once they press the link that goes to an address it has', async () => {
    const site = await openTown()
    const sent = await claim(site, 'hello@uniforms.example').expect(303)
    expect(sent.headers.location).toBe(`${BANK}/claim/sent`)
    expect((await visitor(site).get(`${BANK}/claim/sent`)).text).toContain(`<a href="${BANK}">`)
    expect(keepersOf(site, 1)).toEqual([])
    const { to, cookies } = await pressLink(site, 'hello@uniforms.example', sent)
    expect(to).toBe('/keep?done=kept')
    expect(keepersOf(site, 1)).toEqual(['hello@uniforms.example'])
    expect(site.context.proposals.find(1)).toBeUndefined()
    expect((await visitor(site, cookies).get('/keep')).text).toContain('Old Town Uniform Bank')
  })

  it('is heard by the editors otherwise, with what they say of themselves, and told the same (threat 10)', async () => {
    const site = await openTown()
    const known = await claim(site, 'ada@uniforms.example')
    const unknown = await claim(site, 'eve@reader.example', 'I founded it; ask at the hall.')
    const heard = ({ status, headers, text }: typeof known) => [
      status,
      headers.location,
      text,
      Object.keys(headers).sort(),
    ]
    expect(heard(unknown)).toEqual(heard(known))
    expect(site.context.proposals.find(2)).toMatchObject({ kind: 'claim', status: 'unconfirmed' })
    await pressLink(site, 'eve@reader.example', unknown)
    expect(site.context.proposals.find(2)).toMatchObject({
      ...{
        kind: 'claim',
        status: 'waiting',
        email: 'eve@reader.example',
        note: 'I founded it; ask at the hall.',
      },
    })
    expect(keepersOf(site, 1)).toEqual([])
  })

  it('is heard by the editors where the listing had the address no longer when they pressed the link', async () => {
    const site = await openTown()
    const sent = await claim(site, 'hello@uniforms.example', 'I run it.')
    const { reader, saver, proposals } = site.context
    const fields = { ...reader.entered(1)?.fields, public_email: 'other@uniforms.example' }
    const made = { person_id: null, made_as: 'editor' as const, why: '' }
    inTransaction(site.db, () => saver.save(fields, { id: 1, made }))
    expect((await pressLink(site, 'hello@uniforms.example', sent)).to).toBe('/keep/received')
    expect(keepersOf(site, 1)).toEqual([])
    expect(proposals.find(1)).toMatchObject({ kind: 'claim', status: 'waiting', note: 'I run it.' })
  })

  it('waits three days where others keep it, who are told and can object with one press (threat 22)', async () => {
    const site = await openTown()
    keeperOf(site, 1)
    const sent = await claim(site, 'hello@uniforms.example')
    expect((await pressLink(site, 'hello@uniforms.example', sent)).to).toBe('/keep?done=later')
    expect(keepersOf(site, 1)).toEqual(['sam@bank.example'])
    const path = objectionFor(site, 'sam@bank.example')
    for (let turn = 0; turn < 3; turn++) await visitor(site).get(path).expect(200)
    expect(site.context.keepers.openHandovers(1)).toHaveLength(1)
    expect((await visitor(site).post(path).expect(303)).headers.location).toBe('/keep/objected')
    await visitor(site).post(path).expect(410)
    site.setNow(FOUR_DAYS_ON)
    site.context.changes.work()
    expect(keepersOf(site, 1)).toEqual(['sam@bank.example'])
    expect(site.context.proposals.find(1)).toMatchObject({
      ...{ kind: 'claim', status: 'waiting', email: 'hello@uniforms.example' },
      note: 'Somebody who keeps the listing objects to this change of keeper.',
    })
  })

  it('keeps it after three days where nobody objects, and all of them know', async () => {
    const site = await openTown()
    keeperOf(site, 1)
    const sent = await claim(site, 'hello@uniforms.example')
    await pressLink(site, 'hello@uniforms.example', sent)
    const path = objectionFor(site, 'sam@bank.example')
    site.setNow('2026-06-12T08:29:00Z')
    site.context.changes.work()
    expect(keepersOf(site, 1)).toEqual(['sam@bank.example'])
    site.setNow(FOUR_DAYS_ON)
    await visitor(site).post(path).expect(410)
    site.context.changes.work()
    site.context.changes.work()
    expect(keepersOf(site, 1).sort()).toEqual(['hello@uniforms.example', 'sam@bank.example'])
    expect(lettersTo(site, 'hello@uniforms.example').at(-1)?.subject).toBe('You keep your listing now')
  })

  it('that an editor approved is told to those who keep it once it cannot be undone', async () => {
    const site = await openTown()
    keeperOf(site, 1)
    const sent = await claim(site, 'eve@reader.example', 'I run it now.')
    await pressLink(site, 'eve@reader.example', sent)
    const { proposals, changes } = site.context
    expect(decide(site, 1)).toMatchObject({ outcome: 'done' })
    changes.work()
    expect(lettersTo(site, 'sam@bank.example')).toEqual([])
    site.setNow('2026-06-09T08:41:00Z')
    changes.work()
    await visitor(site).post(objectionFor(site, 'sam@bank.example')).expect(303)
    expect(proposals.find(1)).toMatchObject({ status: 'waiting', decided_at: null })
    expect(decide(site, 1)).toMatchObject({ outcome: 'done' })
    site.setNow('2026-06-09T09:41:00Z')
    changes.work()
    expect(objectionFor(site, 'sam@bank.example')).toBe('')
    expect(lettersTo(site, 'sam@bank.example').at(-1)?.body_text).toContain('An editor has decided this.')
  })
})

describe('somebody who hands a listing over', () => {
  it('keeps it no longer once the other has said yes, and nothing of theirs opens it any more (threat 22)', async () => {
    const site = await openTown()
    const ada = keeperOf(site, 1, 'ada@uniforms.example')
    const path = `/keep/${uuidOf(site, 1)}/handover`
    await ada.post(path, { email: 'ada@uniforms.example' }).expect(422)
    const asked = await ada.post(path, { email: 'new@keeper.example' }).expect(303)
    expect(asked.headers.location).toBe('/keep?done=asked')
    expect(keepersOf(site, 1)).toEqual(['ada@uniforms.example'])
    const [letter] = lettersTo(site, 'new@keeper.example')
    expect(letter?.subject).toBe('You are asked to keep a listing right')
    expect((await typeCode(site, 'new@keeper.example')).to).toBe('/keep?done=kept')
    expect(keepersOf(site, 1)).toEqual(['new@keeper.example'])
    expect(site.context.reader.entered(1)?.fields.organiser_emails).toEqual(['bea@uniforms.example'])
    expect(lettersTo(site, 'ada@uniforms.example').at(-1)?.subject).toBe(
      'Somebody else keeps your listing now',
    )
    await ada.post(`/keep/${uuidOf(site, 1)}/confirmation`).expect(404)
    const again = await visitor(site).post('/keep/send-link', { email: 'ada@uniforms.example' })
    expect(lettersTo(site, 'ada@uniforms.example').filter(({ kind }) => kind === 'sign-in')).toEqual([])
    expect(again.status).toBe(303)
  })

  it('shows first that the address is still theirs when they signed in a while ago', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1)
    site.setNow('2026-06-09T08:50:00Z')
    const path = `/keep/${uuidOf(site, 1)}/handover`
    const { headers } = await sam.post(path, { email: 'new@keeper.example' }).expect(303)
    expect(headers.location).toMatch(/^\/sign-in\?next=/)
    expect(lettersTo(site, 'new@keeper.example')).toEqual([])
  })

  it('offers nothing that they have not got any more', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1)
    await sam.post(`/keep/${uuidOf(site, 1)}/keepers`, { email: 'new@keeper.example' }).expect(303)
    inTransaction(site.db, () => site.context.keepers.remove(1, sam.person.id))
    expect((await typeCode(site, 'new@keeper.example')).to).toBe('/keep/ended')
    await visitor(site).get('/keep/ended').expect(410)
    expect(keepersOf(site, 1)).toEqual([])
  })

  it('adds another beside them, whom the others can refuse for three days', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1)
    keeperOf(site, 1, 'bea@uniforms.example')
    await sam.post(`/keep/${uuidOf(site, 1)}/keepers`, { email: 'new@keeper.example' }).expect(303)
    expect((await typeCode(site, 'new@keeper.example')).to).toBe('/keep?done=later')
    expect(objectionFor(site, 'sam@bank.example')).toBe('')
    expect(objectionFor(site, 'bea@uniforms.example')).not.toBe('')
    site.setNow(FOUR_DAYS_ON)
    site.context.changes.work()
    expect(keepersOf(site, 1)).toHaveLength(3)
  })
})
