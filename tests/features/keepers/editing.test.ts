import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { decide } from '../../support/decided.ts'
import { formOn, keeperOf, pressLink } from '../../support/keeping.ts'
import { lettersTo } from '../../support/letters.ts'
import { signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap } = town.cast
const BANK = '/initiatives/old-town-uniform-bank/edit'
const HOME = '/initiatives/marjoram-baby-swap/edit'
const openTown = () => openSite({ cast: { uniformBank, homeSwap } })
const fieldsOf = (site: Site, id: number) => site.context.reader.entered(id)?.fields
const asked = (site: Site) => site.context.proposals.find(1)

describe('somebody who knows better what a listing should say', () => {
  it('sends only what differs, and editors see it once the address is confirmed', async () => {
    const site = await openTown()
    const { text } = await visitor(site).get(BANK).expect(200)
    const form = { ...formOn(text), bring: 'Two bags', phone: '01632 960123', email: 'Pat@reader.example' }
    const sent = await visitor(site).post(BANK, form).expect(303)
    expect(sent.headers.location).toBe(`${BANK}/sent`)
    expect(asked(site)).toMatchObject({
      ...{ kind: 'edit', status: 'unconfirmed', initiative_id: 1, email: 'pat@reader.example' },
      ...{ asked: { bring: 'Two bags', phone: '01632 960123' } },
      base: { bring: uniformBank.bring, phone: uniformBank.phone },
    })
    expect(fieldsOf(site, 1)).toMatchObject({ bring: uniformBank.bring })
    const pressed = await pressLink(site, 'pat@reader.example', sent)
    expect(pressed).toMatchObject({ status: 303, to: '/keep/received' })
    expect(pressed.cookies).not.toContain('session=')
    expect(asked(site)).toMatchObject({ status: 'waiting', confirmed_at: site.context.clock().toISOString() })
    expect(fieldsOf(site, 1)).toMatchObject({ bring: uniformBank.bring })
  })

  it('is shown nothing that is private: no door, no postcode, no point, no address of an organiser (threat 13)', async () => {
    const site = await openTown()
    for (const path of [BANK, HOME]) {
      const { text } = await visitor(site).get(path).expect(200)
      const said = decodeURIComponent(text.replaceAll('%', '%25'))
      for (const secret of [
        'ZZ1 1A',
        'Quay Lane',
        'Marjoram Street',
        'chandler',
        'ada@',
        'cleo@',
        'organiser_emails',
      ])
        expect(said, `${path} ${secret}`).not.toContain(secret)
    }
    const organiser = signedIn(site, { role: 'organiser', email: 'nosy@reader.example' })
    expect((await organiser.get(HOME)).text).not.toContain('Marjoram Street')
  })

  it('may say where it has moved to, and nothing else of where it was', async () => {
    const site = await openTown()
    const form = { ...formOn((await visitor(site).get(HOME)).text), email: 'pat@reader.example' }
    await visitor(site)
      .post(HOME, { ...form, postcode: 'ZZ1 1AE', street: 'Quay Lane' })
      .expect(303)
    expect(asked(site)?.asked).toEqual({ postcode: 'ZZ1 1AE', street: 'Quay Lane', lat: null, lon: null })
    for (const name of ['precision', 'organiser_emails', 'where_kind', 'lat', 'confirmed_on', 'source'])
      await visitor(site)
        .post(HOME, { ...form, [name]: 'exact' })
        .expect(400)
  })

  it('gets their words back, and what to do, when something cannot be so', async () => {
    const site = await openTown()
    const form = {
      ...formOn((await visitor(site).get(BANK)).text),
      email: 'pat',
      name: '',
      'sessions-1-opens': 'whenever',
    }
    const { text } = await visitor(site)
      .post(BANK, { ...form, bring: 'A <b>bag</b>' })
      .expect(422)
    expect(text).toContain('<title>Error: ')
    expect(text).toContain('A &lt;b&gt;bag&lt;/b&gt;')
    expect(text).toMatch(/href="#sessions-1-opens"/)
    expect(text).toMatch(/href="#email"/)
    const same = await visitor(site)
      .post(BANK, { ...formOn((await visitor(site).get(BANK)).text), email: 'pat@reader.example' })
      .expect(422)
    expect(same.text).toContain('Change at least one answer')
    expect(asked(site)).toBeUndefined()
  })

  it('may take a time away and add another, and that alone is what they ask', async () => {
    const site = await openTown()
    const form = { ...formOn((await visitor(site).get(BANK)).text), email: 'pat@reader.example' }
    const { text } = await visitor(site)
      .post(BANK, { ...form, 'sessions-add': 'yes' })
      .expect(200)
    expect(text).toMatch(/<details class="form-group" id="group-3" open>/)
    expect(text.match(/<details class="form-group"[^>]* open>/g)).toHaveLength(1)
    const at = Object.keys(formOn(text)).filter(name => /^sessions-\d+-opens$/.test(name)).length
    const time = { days: '7', opens: '2pm', closes: '4pm', weeks: 'last' }
    const row = Object.fromEntries(
      Object.entries(time).map(([name, value]) => [`sessions-${at}-${name}`, value]),
    )
    await visitor(site)
      .post(BANK, { ...formOn(text), ...row, email: 'pat@reader.example' })
      .expect(303)
    expect(Object.keys(asked(site)?.asked ?? {})).toEqual(['sessions'])
    expect((asked(site)?.asked.sessions as unknown[] | undefined)?.at(-1)).toEqual({
      ...{ days: [7], weeks: ['last'], opens: '14:00', closes: '16:00', note: '' },
    })
  })

  it('does not undo what somebody else changed while they typed', async () => {
    const site = await openTown()
    const form = formOn((await visitor(site).get(BANK)).text)
    const made = { person_id: null, made_as: 'editor' as const, why: '' }
    inTransaction(site.db, () =>
      site.context.saver.save({ ...fieldsOf(site, 1), phone: '01632 960999' }, { id: 1, made }),
    )
    await visitor(site)
      .post(BANK, { ...form, bring: 'Two bags', email: 'pat@reader.example' })
      .expect(303)
    expect(asked(site)?.asked).toEqual({ bring: 'Two bags' })
  })

  it('looks successful to a program that fills in every box, and nothing is kept', async () => {
    const site = await openTown()
    const form = {
      ...formOn((await visitor(site).get(BANK)).text),
      bring: 'Pills',
      email: 'bot@spam.example',
    }
    const { headers } = await visitor(site)
      .post(BANK, { ...form, company: 'Acme' })
      .expect(303)
    expect(headers.location).toBe(`${BANK}/sent`)
    expect(asked(site)).toBeUndefined()
    expect(lettersTo(site, 'bot@spam.example')).toEqual([])
  })
})

describe('somebody who keeps a listing and changes it', () => {
  it('sees all it says, and what they send waits for an editor without more ado', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1)
    const { text } = await sam.get(BANK).expect(200)
    expect(text).toContain('value="ZZ1 1AA"')
    expect(text).not.toContain('organiser_emails')
    const { headers } = await sam.post(BANK, { ...formOn(text), street: 'Ropewalk' }).expect(303)
    expect(headers.location).toBe('/keep?done=sent')
    expect(asked(site)).toMatchObject({ status: 'waiting', asked: { street: 'Ropewalk' }, revision_id: null })
    expect(fieldsOf(site, 1)?.street).toBe('Quay Lane')
  })

  it('has it live at once where an editor has come to trust them, and it is looked at afterwards', async () => {
    const site = await openTown()
    const other = keeperOf(site, 1, 'bea@uniforms.example')
    const sam = keeperOf(site, 1, 'sam@bank.example', true)
    const form = formOn((await sam.get(BANK)).text)
    const { headers } = await sam.post(BANK, { ...form, street: 'Ropewalk' }).expect(303)
    expect(headers.location).toBe('/keep?done=changed')
    expect(fieldsOf(site, 1)).toMatchObject({ street: 'Ropewalk', confirmed_on: '2026-06-09' })
    const revision = site.context.revisions.latest(1)
    expect(asked(site)).toMatchObject({ status: 'waiting', revision_id: revision?.id })
    expect(revision).toMatchObject({ made_as: 'keeper', made_by: sam.person.id, proposal_id: 1 })
    const [letter] = lettersTo(site, other.person.email)
    expect(letter?.body_text).toContain('What changed: Street')
    expect(lettersTo(site, 'sam@bank.example')).toEqual([])
  })

  it('is told of what others changed, ten minutes after it was accepted and once', async () => {
    const site = await openTown()
    keeperOf(site, 1)
    const form = formOn((await visitor(site).get(BANK)).text)
    const sent = await visitor(site).post(BANK, { ...form, bring: 'Two bags', email: 'pat@reader.example' })
    await pressLink(site, 'pat@reader.example', sent)
    const { edits } = site.context
    expect(decide(site, 1)).toMatchObject({ outcome: 'done' })
    edits.tell()
    expect(lettersTo(site, 'sam@bank.example')).toEqual([])
    site.setNow('2026-06-09T08:45:00Z')
    edits.tell()
    edits.tell()
    expect(lettersTo(site, 'sam@bank.example').map(({ subject }) => subject)).toEqual([
      'A listing that you keep was changed',
    ])
  })
})
