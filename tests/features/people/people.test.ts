import { beforeEach, describe, expect, it } from 'vitest'
import { canEdit, safeNext } from '../../../src/features/people/rules.ts'
import { lettersTo, proofFor } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { cookiesOf, signedIn, type Visitor, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

let site: Site
let ada: Visitor
beforeEach(async () => {
  site = await openSite({ cast: {} })
  ada = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
})
/** What somebody reads on the page that an answer sends them to. */
const seenAt = async (who: Pick<Visitor, 'get'>, { headers }: { headers: Record<string, string> }) =>
  textOf((await who.get(String(headers.location)).expect(200)).text)
const areaId = (path: string) => site.context.areas.byPath(path)?.id as number
const find = (email: string) => site.context.people.byEmail(email)

describe('the first admin', () => {
  it('comes by a link that works until there is one, and by no other', async () => {
    const fresh = await openSite({ cast: {} })
    fresh.context.people.keepFirstLink('F'.repeat(43))
    const token = 'G'.repeat(43)
    fresh.context.people.keepFirstLink(token)
    const path = `/sign-in/first?token=${token}`
    await visitor(fresh)
      .get(`/sign-in/first?token=${'F'.repeat(43)}`)
      .expect(404)
    await visitor(fresh).get('/sign-in/first').expect(404)
    const { headers } = await visitor(fresh).get(path).expect(200)
    expect(headers['referrer-policy']).toBe('no-referrer')
    const wrong = await visitor(fresh)
      .post('/sign-in/first', { token, name: 'Ada', email: 'ada' })
      .expect(422)
    expect(wrong.text).toContain('value="Ada"')
    const form = { token, name: 'Ada Mill', email: 'Ada@Mill.example' }
    const answers = await Promise.all([1, 2, 3].map(() => visitor(fresh).post('/sign-in/first', form)))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410])
    const first = answers.find(({ status }) => status === 303)
    expect(fresh.context.people.byEmail('ada@mill.example')).toMatchObject({
      role: 'admin',
      is_whole_patch: true,
    })
    await visitor(fresh, cookiesOf(first as never))
      .get('/admin/people')
      .expect(200)
    await visitor(fresh).get(path).expect(410)
    expect(JSON.stringify(fresh.logged)).not.toContain(token)
  })
})

describe('an admin', () => {
  const invite = (form: Record<string, string | string[]>) =>
    ada.post('/admin/people', { name: 'Bo Quay', email: 'Bo@Quay.example', role: 'editor', ...form })

  it('invites an editor for some areas, who gets a mail, signs in and sees their areas', async () => {
    await invite({
      reach: 'areas',
      areas: [String(areaId('farness')), String(areaId('saltmere/old-town'))],
    }).expect(303)
    expect(find('bo@quay.example')).toMatchObject({ role: 'editor', is_whole_patch: false })
    const [{ subject = '', body_text = '' } = {}] = lettersTo(site, 'bo@quay.example')
    expect(subject).toBe('You can now sign in to Points of Light as an editor')
    expect(body_text.replace(/\s+/g, ' ')).toContain('for Farness and Old Town')
    const asked = await visitor(site).post('/sign-in', { email: 'bo@quay.example' })
    const answer = await visitor(site, cookiesOf(asked)).post(proofFor(site, 'bo@quay.example').path)
    const { text } = await visitor(site, cookiesOf(answer)).get('/account').expect(200)
    expect(textOf(text)).toContain('Editor, for Farness and Old Town')
  })

  it.each([
    [{ role: 'king' }, 'Choose what they may do'],
    [{ reach: 'areas' }, 'Choose at least one area'],
    [{ reach: 'areas', areas: '999999' }, 'Choose at least one area'],
    [{}, 'Choose which part of the patch they look after'],
    [{ name: ' ', reach: 'whole' }, 'Enter a name'],
    [{ email: 'bo', reach: 'whole' }, 'Enter an e-mail address, like name@example.org'],
    [{ email: 'ada@mill.example', reach: 'whole' }, 'Somebody with that address is here already'],
  ])('is told what is missing, and keeps their words: %j', async (form, message) => {
    const { text } = await invite(form).expect(422)
    expect(text).toContain(`>${message}</a>`)
    expect(text).toContain('<title>Error: Invite somebody')
    if (!('name' in form)) expect(text).toContain('value="Bo Quay"')
    expect(find('bo@quay.example')).toBeUndefined()
  })

  it('may not slip in anything that the form does not have', async () => {
    await invite({ reach: 'whole', is_whole_patch: '1' }).expect(400)
    await invite({ reach: 'whole', id: '1' }).expect(400)
  })

  it.each([
    [{}, 'The mail waits, as no mail server is set'],
    [{ MAIL_URL: 'smtp://127.0.0.1:2525', MAIL_FROM: 'us@lights.example' }, 'a mail is on its way to them'],
  ])('is told what became of the mail of an invitation: %j', async (env, words) => {
    site = await openSite({ cast: {}, env })
    ada = signedIn(site, { role: 'admin', email: 'ada@mill.example' })
    expect(await seenAt(ada, await invite({ reach: 'whole' }).expect(303))).toContain(words)
  })

  it('changes what somebody may do, and whatever they were doing is over at once', async () => {
    const bo = signedIn(site, { role: 'admin', email: 'bo@quay.example' })
    await bo.get('/admin/people').expect(200)
    const form = { name: 'Bo', role: 'editor', reach: 'areas', areas: String(areaId('farness')) }
    const saved = await ada.post(`/admin/people/${bo.person.id}`, form).expect(303)
    expect(await seenAt(ada, saved)).toContain('Saved. It signed them out wherever they were')
    const out = await bo.get('/admin/people').expect(303)
    expect(await seenAt(bo, out)).toContain('an admin changed what you look after')
    expect(await seenAt(bo, await visitor(site).get('/admin/people'))).not.toContain('You were signed out')
    await bo.post('/admin/people', {}).expect(403)
    expect(find('bo@quay.example')).toMatchObject({
      name: 'Bo',
      role: 'editor',
      area_ids: [areaId('farness')],
    })
  })

  it('removes somebody, who has nothing here any more, and can be invited again', async () => {
    const bo = signedIn(site, { role: 'editor', email: 'bo@quay.example' })
    await ada.post(`/admin/people/${bo.person.id}/removal`).expect(303)
    await bo.get('/account').expect(303)
    expect(find('bo@quay.example')).toMatchObject({ role: 'organiser', is_whole_patch: false, area_ids: [] })
    expect((await ada.get('/admin/people')).text).not.toContain('bo@quay.example')
    await ada.get(`/admin/people/${bo.person.id}`).expect(404)
    await invite({ reach: 'whole' }).expect(303)
    expect(find('bo@quay.example')).toMatchObject({ id: bo.person.id, role: 'editor' })
  })

  it('signs somebody out everywhere, and takes lost factors away', async () => {
    const bo = signedIn(site, { role: 'editor', email: 'bo@quay.example' })
    await ada.post(`/admin/people/${bo.person.id}/sessions-removal`).expect(303)
    await bo.get('/account').expect(303)
    const again = signedIn(site, { role: 'editor', email: 'bo@quay.example' })
    await again.post('/account/second-factor/app').expect(303)
    site.db.exec("update factor set confirmed_at = '2026-06-01T00:00:00.000Z'")
    await ada.post(`/admin/people/${bo.person.id}/factors-removal`).expect(303)
    expect(site.context.factors.of(bo.person.id)).toEqual([])
  })

  it('gives nothing to and takes nothing from themselves', async () => {
    const own = `/admin/people/${ada.person.id}`
    const form = { name: 'Ada', role: 'admin' }
    for (const path of [own, `${own}/removal`, `${own}/factors-removal`, `${own}/sessions-removal`])
      await ada.post(path, form).expect(403)
    expect((await ada.get(own).expect(200)).text).not.toContain('<form class="form"')
    const bo = signedIn(site, { role: 'editor', email: 'bo@quay.example' })
    await bo.post(`/admin/people/${bo.person.id}`, form).expect(403)
    expect(find('bo@quay.example')?.role).toBe('editor')
  })

  it('who is the last one, stays, whatever is tried', () => {
    const { people } = site.context
    const station = { role: 'editor', is_whole_patch: true, area_ids: [] } as const
    expect(() => people.change(ada.person.id, 'Ada', station)).toThrow('the last admin stays')
    expect(() => people.remove(ada.person.id)).toThrow('the last admin stays')
    expect(() => site.db.prepare('delete from person where id = ?').run(ada.person.id)).toThrow(
      'the last admin stays',
    )
    signedIn(site, { role: 'admin', email: 'bo@quay.example' })
    people.remove(ada.person.id)
    expect(find('ada@mill.example')?.role).toBe('organiser')
  })

  it('leaves a trace of each of these, by number and never by name', async () => {
    await invite({ reach: 'whole' }).expect(303)
    const bo = find('bo@quay.example')
    await ada.post(`/admin/people/${bo?.id}/removal`).expect(303)
    const traces = site.db
      .prepare('select action, person_id, subject_id, detail from audit order by id')
      .all()
    expect(traces).toMatchObject([
      { action: 'invitation', person_id: ada.person.id, subject_id: bo?.id },
      { action: 'removal', person_id: ada.person.id, subject_id: bo?.id },
    ])
    expect(JSON.stringify([traces, site.logged])).not.toMatch(/quay|Bo Quay/)
  })
})

describe('every page of the desk', () => {
  it('leads its editor to their own account, by that name, and back to the public site', async () => {
    const bo = signedIn(site, { role: 'editor', areas: ['saltmere', 'farness'] })
    for (const path of ['/admin/queue', '/admin/initiatives', '/account']) {
      const { text } = await bo.get(path).expect(200)
      expect(text).toMatch(
        /<a href="\/account" title="You look after Farness and Saltmere"[^>]*>Your account</,
      )
      expect(text).toContain('<a href="/">Public site</a>')
    }
  })
})

describe('what an editor may look after', () => {
  const parentOf = (id: number) => ({ 11: 1, 12: 1, 21: 2 })[id] ?? null
  const editor = (...area_ids: number[]) => ({ role: 'editor', is_whole_patch: false, area_ids }) as const
  const cases: [string, Parameters<typeof canEdit>[0], number[], boolean][] = [
    ['a district with all its neighbourhoods', editor(1), [1, 11, 12], true],
    ['not another district', editor(1), [21], false],
    ['a neighbourhood, and not its district', editor(11), [1], false],
    ['a neighbourhood, and not the one beside it', editor(11), [11, 12], false],
    ['nothing that moves out of their areas', editor(1), [11, 21], false],
    ['nothing that lies nowhere', editor(1), [], false],
    ['nothing, without an area', editor(), [11], false],
    ['everything, for the whole patch', { ...editor(), is_whole_patch: true }, [], true],
    ['everything, as an admin', { role: 'admin', is_whole_patch: true, area_ids: [] }, [21], true],
    [
      'nothing as an organiser, whatever stands beside it',
      { role: 'organiser', is_whole_patch: true, area_ids: [1] },
      [1],
      false,
    ],
    ['nothing as nobody', undefined, [1], false],
  ]
  it.each(cases)('is %s', (_, person, areas, expected) => {
    expect(canEdit(person, areas, parentOf)).toBe(expected)
  })

  it('follows the areas of the site', () => {
    const bo = signedIn(site, { role: 'editor', areas: ['saltmere'] }).person
    const can = (...paths: string[]) => site.context.canEdit(bo, paths.map(areaId))
    expect([can('saltmere'), can('saltmere/old-town'), can('farness/kilnfield')]).toEqual([true, true, false])
    expect(can('saltmere/old-town', 'farness/kilnfield')).toBe(false)
  })
})

describe('where to go on to', () => {
  it.each([
    ['/admin/people?x=1', '/admin/people?x=1'],
    ['/areas/leigh%20on%20sea', '/areas/leigh%20on%20sea'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['\t//evil.example', '/'],
    ['https:evil.example', '/'],
    ['https://evil.example', '/'],
    ['evil', '/'],
    ['/@evil.example', '/'],
    ['/..//evil.example', '/'],
    ['/./\\evil.example', '/'],
    ['', '/'],
    [['/a', '/b'], '/'],
    [`/${'a'.repeat(600)}`, '/'],
  ])('%j becomes %j', (next, expected) => {
    expect(safeNext(next, '/')).toBe(expected)
  })
})
