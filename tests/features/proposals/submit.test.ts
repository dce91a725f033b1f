import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { sendPhoto } from '../../support/albums.ts'
import { formIn } from '../../support/forms.ts'
import { hostileTexts } from '../../support/hostile.ts'
import { lettersTo } from '../../support/letters.ts'
import { readMarkup } from '../../support/markup.ts'
import { textOf, textsIn } from '../../support/page.ts'
import { signedIn, visitor } from '../../support/people.ts'
import { jpeg } from '../../support/photos.ts'
import { openSite, type Site } from '../../support/site.ts'
import { ENOUGH, makeSender, NOOR, proposalsOf, type Sender } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap, mutualAid } = town.cast
const TUESDAYS = { 'sessions-1-days': ['2'], 'sessions-1-opens': '10am', 'sessions-1-closes': 'noon' }

let site: Site
let noor: Sender
beforeEach(async () => {
  site = await openSite({ cast: { uniformBank, homeSwap, mutualAid } })
  noor = makeSender(site)
})

const onward = ({ status, headers }: { status: number; headers: Record<string, string> }) => [
  status,
  headers.location,
]

describe('somebody with a phone and ten minutes', () => {
  it('sends a project in, confirms their address, and it waits for an editor', async () => {
    expect(onward(await noor.send())).toEqual([303, '/submit/confirm'])
    expect(proposalsOf(site)).toMatchObject([{ status: 'unconfirmed', email: NOOR }])
    const confirmed = await noor.confirm()
    const [proposal] = proposalsOf(site)
    expect(onward(confirmed)).toEqual([303, `/proposals/${proposal?.uuid}`])
    expect(proposal).toMatchObject({
      ...{ status: 'waiting', held_for: [] },
      asked: { name: 'Tideway Tool Library', postcode: 'ZZ1 1AA', confirmed_on: town.today },
    })
    const areas = site.db.prepare('select area_id from proposal_area').pluck().all()
    expect(areas).toEqual([site.context.areas.byPath('saltmere/old-town')?.id])
  })

  it('is asked for four things and an address, and for nothing else', async () => {
    const empty = await noor.fill('about', { name: ' ', summary: '', categories: '' })
    expect(empty.status).toBe(422)
    const page = textOf(empty.text)
    for (const words of [
      'Enter the name people know it by',
      'Say in one line what it does',
      'Choose what kind of thing it is',
    ])
      expect(page.split(words)).toHaveLength(3)
    await noor.fill('about')
    const nowhere = await noor.fill('where', { where_kind: 'address' })
    expect(nowhere.status).toBe(422)
    expect(textOf(nowhere.text)).toContain('Enter a full postcode, like SS9 2AB')
    expect((await noor.fill('where')).status).toBe(303)
    for (const step of ['when', 'visiting', 'contact']) expect((await noor.fill(step, {})).status).toBe(303)
    const nobody = await noor.fill('you', {})
    expect(textOf(nobody.text)).toContain('Enter an e-mail address, like name@example.org')
    expect((await noor.fill('you')).status).toBe(303)
    expect((await noor.get('/submit/check')).status).toBe(200)
  })

  it('finds nothing ticked about turning up, and what is left out is not stated', async () => {
    await noor.fill('about')
    await noor.fill('where')
    await noor.fill('when')
    const { text } = await noor.get('/submit/visiting')
    expect(text).not.toMatch(/<input[^>]* type="radio"[^>]* checked/)
    for (const said of ['to ask before coming', 'to ask', 'that the cost is not stated'])
      expect(textOf(text)).toContain(`If you leave this out, your listing says ${said}.`)
    for (const step of ['visiting', 'contact']) await noor.fill(step, {})
    expect((await noor.get('/submit/you')).text).not.toMatch(/<option value="[^"]+" selected/)
    await noor.fill('you', { email: NOOR })
    const check = textOf((await noor.get('/submit/check')).text)
    for (const asked of ['Cost', 'Referral', 'Booking', 'Getting in', 'Kind of organisation'])
      expect(check).toContain(`${asked} Not provided`)
    expect(check).not.toMatch(/Just come along|Free|Drop in|Informal group/)
    const asked = () => Object.keys(proposalsOf(site)[0]?.asked ?? {})
    for (const name of ['cost', 'cost_note', 'booking', 'referral', 'organisation_kind'])
      expect(asked()).not.toContain(name)
    await noor.fill('visiting', { booking: 'drop_in', cost: 'free' })
    expect(proposalsOf(site)[0]?.asked).toMatchObject({ booking: 'drop_in', cost: 'free' })
    await noor.fill('visiting', { booking: 'drop_in', cost: '' })
    expect(asked()).not.toContain('cost')
  })

  it.each([
    ['is on its way', { MAIL_URL: 'smtp://127.0.0.1:9' }],
    ['waits until this site has a mail server', {}],
  ])('is told that the mail %s, as is true', async (way, env) => {
    const elsewhere = await openSite({ env })
    const mina = makeSender(elsewhere)
    await mina.fillAll()
    await mina.post('/submit/later', { email: NOOR })
    expect(textOf((await mina.get('/submit/later?sent=yes')).text)).toContain(`with a link to go on, ${way}.`)
    await mina.post('/submit/check')
    expect(textOf((await mina.get('/submit/confirm')).text)).toContain(`A mail to ${NOOR} ${way}.`)
    const asking = makeSender(elsewhere)
    for (const asked of ['claim', 'edit']) {
      const { text } = await asking.get(`/initiatives/old-town-uniform-bank/${asked}/sent`)
      expect(textOf(text), asked).toContain(`A mail to the address you gave ${way}.`)
    }
    for (const path of ['/sign-in', '/keep/send-link']) {
      const { location } = (await asking.post(path, { email: NOOR })).headers
      expect(textOf((await asking.get(location as string)).text), path).toContain(`a mail to it ${way}.`)
    }
  })

  it('finds their words where they were when something is not right, and is told what to do twice', async () => {
    await noor.fill('about')
    const wrong = await noor.fill('where', { where_kind: 'address', venue: 'My front room', postcode: 'ZZ1' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('<title>Error: Where does it happen? – Add a project')
    expect(wrong.text).toMatch(/<a href="#postcode">Enter a full postcode, like SS9 2AB/)
    expect(wrong.text).toContain('value="My front room"')
    expect(wrong.text).toContain('value="ZZ1"')
  })

  it.each([
    ['at an address', ENOUGH.where],
    ['all over an area', { where_kind: 'area', serves: 'Saltmere' }],
    ['online', { where_kind: 'online' }],
  ])('reads on every page how far they are, when it is %s', async (_, where) => {
    const steps = ['about', 'where', 'when', 'visiting', 'contact', 'you', 'photos', 'check']
    for (const [at, step] of steps.entries()) {
      const { text } = await noor.get(`/submit/${step}`)
      expect(textsIn(text, '<p class="step-count"'), step).toEqual([`Step ${at + 1} of 8`])
      expect(
        text
          .match(/class="dot-\w+"/g)
          ?.map(dot => dot.slice(11, -1))
          .indexOf('here'),
      ).toBe(at)
      if (!ENOUGH[step]) continue
      const after = onward(await noor.fill(step, { ...ENOUGH[step], ...(step === 'where' && where) }))
      expect(after).toEqual([303, `/submit/${steps[at + 1]}`])
    }
    expect((await noor.get('/submit/check')).text).toContain('href="/submit/photos"')
  })

  it.each([
    ['all over an area', { where_kind: 'area', serves: 'Saltmere' }, 'serves'],
    ['online', { where_kind: 'online' }, ''],
  ])('may be %s as well as at an address', async (_, where, needed) => {
    await noor.fill('about')
    if (needed) expect((await noor.fill('where', { where_kind: where.where_kind })).status).toBe(422)
    expect((await noor.fill('where', where)).status).toBe(303)
    for (const step of ['when', 'visiting', 'contact', 'you']) await noor.fill(step)
    const check = await noor.get('/submit/check')
    expect(check.status).toBe(200)
    expect(textOf(check.text)).not.toContain('Address shown')
    await noor.post('/submit/check')
    await noor.confirm()
    expect(proposalsOf(site)[0]).toMatchObject({ status: 'waiting', asked: needed ? {} : where })
  })

  it('is told when a postcode is unknown, far away, or not where the light was put', async () => {
    await noor.fill('about')
    for (const [typed, words] of [
      [{ postcode: 'ZZ9 9ZZ' }, 'We do not know the postcode ZZ9 9ZZ'],
      [{ postcode: 'ZZ1 1AA', lat: '51.42', lon: '1.1' }, 'The point is far from ZZ1 1AA'],
      [{ postcode: 'ZZ1 1AA', lat: '91', lon: '1.1' }, 'Latitude'],
      [{ postcode: 'ZZ1 1AA', lat: '51.45', lon: '' }, 'Latitude and longitude go together'],
    ] as const) {
      const answer = await noor.fill('where', { where_kind: 'address', ...typed })
      expect(answer.status, words).toBe(422)
      expect(textOf(answer.text)).toContain(words)
    }
  })
})

describe('how exactly a place is shown', () => {
  const squaresIn = (html: string) =>
    [...html.matchAll(/<svg class="night-map[^>]*aria-label="([^"]*)">([\s\S]*?)<\/svg>/g)].map(
      ([, says = '', drawn = '']) => ({ says, drawn }),
    )

  it('is chosen beside three little maps, each of what everybody would see, and each in words too', async () => {
    await noor.fill('about')
    const { text } = await noor.get('/submit/where')
    expect(textOf(text)).toMatch(/The little maps show [\w ]+, as an example/)
    const [exact, street, neighbourhood] = squaresIn(text)
    expect(exact?.says).toBe('On the map: one light, on the very spot')
    expect(exact?.drawn).toContain('#square-exact-star')
    expect(exact?.drawn).not.toContain('night-patch')
    const radius = (drawn = '') => Number(/class="night-patch"[^>]* r="(\d+)"/.exec(drawn)?.[1])
    for (const one of [street, neighbourhood]) {
      expect(one?.says).toMatch(/soft circle .*, and no point in it$/)
      expect(one?.drawn).not.toContain('star')
    }
    expect(radius(neighbourhood?.drawn)).toBeGreaterThan(radius(street?.drawn))
    expect(
      gzipSync(
        squaresIn(text)
          .map(({ drawn }) => drawn)
          .join(''),
      ).length,
    ).toBeLessThan(6 * 1024)
    expect(text.match(/<div class="pictured-choice">\s*<div class="choice">/g)).toHaveLength(3)
  })

  it('is drawn for the very place, once it was typed', async () => {
    await noor.fill('about')
    const example = squaresIn((await noor.get('/submit/where')).text)
    const wrong = await noor.fill('where', { where_kind: 'area', postcode: 'ZZ2 1AA', serves: '' })
    expect([wrong.status, textOf(wrong.text)]).toEqual([
      422,
      expect.stringContaining('The little maps show what everybody would see of the place you gave'),
    ])
    const own = squaresIn(wrong.text)
    for (const [at, { drawn }] of own.entries()) expect(drawn).not.toBe(example[at]?.drawn)
    const elsewhere = await noor.fill('where', { ...ENOUGH.where, postcode: 'AB1 2CD' })
    expect(textOf(elsewhere.text)).toContain('as an example')
  })
})

describe('the check of all answers', () => {
  const FULL = {
    about: {
      description: 'Bring *your own* [gloves](https://gloves.example).\n\n- one\n- two',
      more_categories: 'clean-up',
    },
    when: { ...TUESDAYS, 'sessions-1-note': 'in term time', season_from: '3', season_to: '10' },
    visiting: {
      ...{ audience: 'Anybody over 10', cost: 'donation', cost_note: 'a pound or so', bring: 'A bag' },
      ...{
        access_yes: ['toilet', 'parking'],
        access_no: ['step-free'],
        access_note: 'Ring the bell',
        languages: 'Polish',
      },
    },
    contact: {
      ...{ 'needs-1-kind': 'people', 'needs-1-title': 'Two hands', 'needs-1-detail': 'On Saturdays' },
      ...{ phone: '01632 960123', public_email: 'ask@tools.example', website: 'tools.example/borrow' },
    },
    you: { organisation_name: 'Tideway Makers', organisation_kind: 'coop', sender_name: 'Noor' },
  }

  it.each([
    ['exactly', { is_home: 'no', precision: 'exact', venue: 'The Shed', street: 'Quay Lane' }],
    ['by its street', { is_home: 'no', precision: 'street', venue: 'The Shed', street: 'Quay Lane' }],
    ['by its neighbourhood', { is_home: 'yes', venue: 'Flat 3', street: 'Quay Lane', serves: 'Kilnfield' }],
    ['all over an area', { where_kind: 'area', serves: 'Saltmere\nKilnfield' }],
    ['as something online', { where_kind: 'online' }],
  ])('says line by line what the page of the listing says once it is shown %s', async (_, where) => {
    await noor.fillAll({ ...FULL, where })
    const check = (await noor.get('/submit/check')).text
    const [open = ''] = check.split('Only the editors see')
    await noor.post('/submit/check')
    await noor.confirm()
    const [{ id } = { id: 0 }] = proposalsOf(site)
    const by = signedIn(site, { role: 'admin' }).person
    const seen = { version: site.context.proposals.find(id)?.version ?? 0, revision: 0 }
    site.context.deciding.approve({ proposal_id: id, by, seen, reason: 'Read', reply: '' })
    const live = (await site.get('/initiatives/tideway-tool-library').expect(200)).text
    const own = live.slice(live.indexOf('<main'), live.indexOf('id="nearby"') >>> 0)
    const answers = textsIn(open, '<dd').filter(text => !['Not provided', ...ON_THE_MAP].includes(text))
    for (const line of answers) expect(textOf(own).toLowerCase(), line).toContain(line.toLowerCase())
    const shown = [
      ...textsIn(own, '<h1'),
      ...textsIn(own, '<dd').filter(text => !/^Not stated/.test(text)),
      ...textsIn(own, '<p class="turn-up-answer'),
      ...textsIn(own, '<p class="turn-up-detail'),
      ...textsIn(own, '<p class="sessions-note'),
      ...textsIn(own, '<ul class="sessions'),
      ...textsIn(own, '<div class="prose'),
      ...textsIn(own, '<div class="need-words'),
      ...textsIn(own, '<li class="row"'),
    ]
    expect(shown.length).toBeGreaterThan(12)
    for (const line of shown) expect(textOf(open), line).toContain(line)
    const square = (html: string) =>
      /<svg class="night-map[\s\S]*?<\/svg>/.exec(html)?.[0].replace(/aria-label="[^"]*"/, '')
    expect(square(open)).toBe(square(own))
  })
  const ON_THE_MAP = [
    'A light on the very spot.',
    'A soft circle round a crossing near by. Your door is not shown.',
    'A soft circle over the neighbourhood. The place itself is not shown, nor can it be worked out.',
    'It is listed for all of the areas it is for.',
  ]
})

describe('a home', () => {
  const AT_HOME = {
    where_kind: 'address',
    venue: 'Flat 3',
    street: '93 Quillfeather Street',
    postcode: 'ZZ1 1AE',
  }

  it.each([
    ['is a home', { is_home: 'yes', precision: 'exact' }],
    ['may be a home, for all that was said', {}],
  ])('that %s is shown as a neighbourhood and no closer', async (_, said) => {
    await noor.fillAll({ where: { ...AT_HOME, is_home: '', precision: '', ...said } })
    const { text } = await noor.get('/submit/check')
    const [open = '', kept = ''] = textOf(text).split('Only the editors see')
    expect(open).toContain('Where Old Town, Saltmere')
    for (const secret of ['Quillfeather', 'Flat 3', 'ZZ1 1AE', NOOR]) {
      expect(open).not.toContain(secret)
      expect(kept).toContain(secret)
    }
    expect(text).toContain('night-patch')
    await noor.post('/submit/check')
    expect(proposalsOf(site)[0]?.asked).toMatchObject({ precision: 'neighbourhood' })
  })

  it('that is none may be shown as exactly as one likes', async () => {
    await noor.fillAll({ where: { ...AT_HOME, venue: 'Tidewater Hall', is_home: 'no', precision: 'exact' } })
    const { text } = await noor.get('/submit/check')
    expect(textOf(text).split('Only the editors see')[0]).toContain(
      'Tidewater Hall, 93 Quillfeather Street, ZZ1 1AE',
    )
    expect(text).not.toContain('night-patch')
  })
})

describe('what is written', () => {
  it('sets no cookie before the first step is sent, and is nobody else’s to see or keep', async () => {
    for (const path of [
      '/submit',
      '/submit/about',
      '/submit/where',
      '/submit/check',
      '/submit/confirm',
      '/submit/later',
    ])
      expect((await noor.get(path)).headers['set-cookie'], path).toBeUndefined()
    await noor.fill('about', {})
    expect(noor.cookie()).toBe('')
    const begun = await noor.fill('about')
    expect(begun.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-draft=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    for (const path of ['/submit', '/submit/about', '/submit/where', '/submit/later']) {
      const { headers, text } = await noor.get(path)
      expect(headers['cache-control'], path).toBe('private, no-store')
      expect(text, path).toContain('<meta name="robots" content="noindex, nofollow">')
    }
    const stranger = await visitor(site).get('/submit/about')
    expect(stranger.text).not.toContain('Tideway')
  })

  it('is kept as one goes, through refreshing, going back and pressing twice', async () => {
    await noor.fill('about')
    await noor.fill('where')
    await noor.fill('where', { ...ENOUGH.where, venue: 'The Shed' })
    expect((await noor.get('/submit/about')).text).toContain('value="Tideway Tool Library"')
    expect((await noor.get('/submit/where')).text).toContain('value="The Shed"')
    expect(onward(await noor.get('/submit/check'))).toEqual([303, '/submit/when'])
    for (const step of ['when', 'visiting', 'contact', 'you']) await noor.fill(step)
    expect((await noor.get('/submit/check')).status).toBe(200)
    const taps = await Promise.all([1, 2, 3].map(() => noor.post('/submit/check')))
    for (const tap of taps) expect(onward(tap)).toEqual([303, '/submit/confirm'])
    expect(proposalsOf(site)).toHaveLength(1)
    expect(lettersTo(site, NOOR)).toHaveLength(1)
    await noor.confirm()
    expect(onward(await noor.post('/submit/check'))).toEqual([
      303,
      `/proposals/${proposalsOf(site)[0]?.uuid}`,
    ])
    expect(proposalsOf(site)).toHaveLength(1)
  })

  it('goes step by step: nobody gets past one that was not done', async () => {
    expect(onward(await noor.post('/submit/you', ENOUGH.you))).toEqual([303, '/submit/about?why=lost'])
    await noor.fill('about')
    for (const path of ['/submit/you', '/submit/check', '/submit/likely', '/submit/confirm'])
      expect(onward(await noor.get(path)), path).toEqual([303, '/submit/where'])
    for (const path of ['/submit/you', '/submit/check', '/submit/likely'])
      expect(onward(await noor.post(path, {})), path).toEqual([303, '/submit/where'])
    expect(proposalsOf(site)).toMatchObject([{ status: 'draft' }])
  })

  it('is changed from the check of all answers, which one returns to', async () => {
    await noor.fillAll()
    const { text } = await noor.get('/submit/check')
    expect(text).toMatch(
      /<a href="\/submit\/when\?back=check">Change<span class="unseen"> when it is<\/span><\/a>/,
    )
    const page = await noor.get('/submit/when?back=check')
    expect(page.text).toContain('<input type="hidden" name="back" value="check">')
    const answer = await noor.post('/submit/when', { back: 'check', ...TUESDAYS })
    expect(onward(answer)).toEqual([303, '/submit/check'])
    const after = textOf((await noor.get('/submit/check')).text)
    expect(after).toContain('Tuesdays, 10am to noon')
    expect(after).toContain('Not provided')
  })

  it('gets one more row, or one fewer, by a button that needs no script, and keeps all words', async () => {
    for (const step of ['about', 'where']) await noor.fill(step)
    const more = { ...TUESDAYS, by_appointment: 'yes', 'breaks-1-note': 'Christmas' }
    const added = await noor.post('/submit/when', { ...more, 'sessions-add': 'yes' })
    expect(onward(added)).toEqual([303, '/submit/when#sessions-2'])
    for (let times = 0; times < 2; times++) {
      const form = formIn((await noor.get('/submit/when')).text)
      expect(form).toMatchObject({ ...more, 'sessions-1-days': '2', 'sessions-2-opens': '' })
    }
    const both = { ...more, 'sessions-2-days': '6', 'sessions-2-opens': 'early', 'sessions-2-closes': 'noon' }
    const wrong = await noor.post('/submit/when', { ...both, 'breaks-1-note': '' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toMatch(/<a href="#sessions-2-opens">Enter when it begins/)
    expect(wrong.text.match(/<li><a href="#/g)).toHaveLength(1)
    expect(formIn(wrong.text)).toMatchObject({ 'sessions-2-opens': 'early', 'sessions-1-closes': 'noon' })
    const removed = await noor.post('/submit/when?back=check', {
      ...both,
      back: 'check',
      'sessions-1-remove': 'yes',
    })
    expect(onward(removed)).toEqual([303, '/submit/when?back=check#sessions'])
    const form = formIn((await noor.get('/submit/when')).text)
    expect(form).toMatchObject({ 'sessions-1-days': '6', 'sessions-1-opens': 'early' })
    expect(form).not.toHaveProperty('sessions-2-opens')
    const right = { ...form, 'sessions-1-opens': '8', 'breaks-1-note': '' }
    expect(onward(await noor.post('/submit/when', right))[1]).toBe('/submit/visiting')
    const [kept] = proposalsOf(site).map(({ asked }) => asked.sessions)
    expect(kept).toEqual([{ days: [6], weeks: [], opens: '08:00', closes: '12:00', note: '' }])
  })

  it('says when it rests by months and days to choose, as many as there are', async () => {
    for (const step of ['about', 'where']) await noor.fill(step)
    const isOpen = (html: string) => /<details class="form-more" open>/.test(html)
    const blank = (await noor.get('/submit/when')).text
    expect(isOpen(blank)).toBe(false)
    const first = { 'breaks-1-starts_on': '2026-12-20', 'breaks-1-ends_on': '2027-01-04' }
    const typed = { ...formIn(blank), ...TUESDAYS, ...first, season_from: '3', season_to: '' }
    expect(onward(await noor.post('/submit/when', { ...typed, 'breaks-add': 'yes' }))).toEqual([
      303,
      '/submit/when#breaks-2',
    ])
    const two = (await noor.get('/submit/when')).text
    expect(isOpen(two)).toBe(true)
    expect(formIn(two)).toMatchObject({ ...first, season_from: '3', 'breaks-2-starts_on': '' })
    const half = await noor.post('/submit/when', { ...formIn(two), 'breaks-2-note': 'Mending' })
    expect([half.status, isOpen(half.text)]).toEqual([422, true])
    for (const [box, words] of [
      ['season_to', 'Give both ends of the season, or neither'],
      ['breaks-2-starts_on', 'Enter the first day it is closed'],
    ])
      expect(half.text).toContain(`<a href="#${box}">${words}`)
    const right = { ...formIn(half.text), season_to: '2', 'breaks-2-starts_on': '2027-02-01' }
    await noor.post('/submit/when', right)
    const one = { ends_on: '2027-01-04', note: '', starts_on: '2026-12-20' }
    expect(proposalsOf(site)[0]?.asked).toMatchObject({
      ...{ season_from: 3, season_to: 2 },
      breaks: [one, { starts_on: '2027-02-01', ends_on: '2027-02-01', note: 'Mending' }],
    })
    expect(isOpen((await noor.get('/submit/when')).text)).toBe(true)
  })

  it('takes nothing in that a step does not ask for', async () => {
    await noor.fill('about')
    for (const name of ['status', 'confirmed_by', 'organiser_emails', 'name', '__proto__x'])
      expect((await noor.post('/submit/when', { [name]: 'x' })).status, name).toBe(400)
  })

  it('is thrown away when one says so', async () => {
    await noor.fill('about')
    expect(textOf((await noor.get('/submit')).text)).toContain('You began with Tideway Tool Library')
    expect(onward(await noor.post('/submit/removal'))).toEqual([303, '/submit/about?why=removed'])
    expect([proposalsOf(site), noor.cookie()]).toEqual([[], ''])
  })
})

describe('somebody who has to go', () => {
  const linkTo = (email: string) =>
    /\/submit\/resume\/[\w-]{43}/.exec(lettersTo(site, email).at(-1)?.body_text ?? '')?.[0] ?? ''

  it('goes on with it on any device, by a link that only looking does not use up', async () => {
    await noor.fill('about')
    await noor.fill('where')
    expect(onward(await noor.post('/submit/later', { email: NOOR }))).toEqual([303, '/submit/later?sent=yes'])
    const phone = makeSender(site)
    for (let times = 0; times < 3; times++) {
      const seen = await phone.get(linkTo(NOOR))
      expect([seen.status, seen.headers['set-cookie'], seen.headers['referrer-policy']]).toEqual([
        200,
        undefined,
        'no-referrer',
      ])
    }
    expect(onward(await phone.post(linkTo(NOOR)))).toEqual([303, '/submit/when'])
    expect((await phone.get('/submit/about')).text).toContain('Tideway Tool Library')
    expect((await phone.get('/submit/about')).text).toContain('Tideway Tool Library')
    const mail = lettersTo(site, NOOR)[0]
    expect(`${mail?.subject} ${mail?.body_text}`).not.toContain('Tideway')
  })

  it('has it in one place: where the link was pressed, and no longer with whoever may have begun it for them', async () => {
    await noor.fill('about')
    await noor.post('/submit/later', { email: NOOR })
    const link = linkTo(NOOR)
    const phone = makeSender(site)
    await phone.post(link)
    await phone.fill('about', { ...ENOUGH.about, name: 'What only I know' })
    expect((await noor.get('/submit/about')).text).not.toMatch(/Tideway Tool Library|What only I know/)
    expect(onward(await noor.post(link))).toEqual([303, '/submit/where'])
    expect((await noor.get('/submit/about')).text).toContain('What only I know')
  })

  it('finds the words they could not finish', async () => {
    await noor.fill('about')
    const left = await noor.fill('where', {
      where_kind: 'address',
      venue: 'Somewhere',
      postcode: 'ZZ',
      later: 'yes',
    })
    expect(onward(left)).toEqual([303, '/submit/later'])
    const again = await noor.get('/submit/where')
    expect(again.text).toContain('value="Somewhere"')
    expect(again.text).toContain('value="ZZ"')
  })

  it('is told when a link is too old', async () => {
    await noor.fill('about')
    await noor.post('/submit/later', { email: NOOR })
    const link = linkTo(NOOR)
    site.setNow('2026-06-17T09:00:00Z')
    expect((await makeSender(site).get(link)).status).toBe(410)
    expect((await makeSender(site).post(link)).status).toBe(410)
  })
})

describe('what may be listed already', () => {
  const SAME = {
    about: { name: 'The Uniform Bank, Old Town', summary: 'Blazers.', categories: 'uniform-bank' },
  }

  it('is shown before anything is sent, with enough to tell, and is theirs or different', async () => {
    await noor.fillAll(SAME)
    expect(onward(await noor.get('/submit/check'))).toEqual([303, '/submit/likely'])
    expect(onward(await noor.post('/submit/check'))).toEqual([303, '/submit/likely'])
    const { text } = await noor.get('/submit/likely')
    for (const words of [
      'Old Town Uniform Bank',
      'Tidewater Hall',
      'at the same place',
      'Blazers, PE kit and shoes',
    ])
      expect(textOf(text)).toContain(words)
    expect(text).toContain('href="/initiatives/old-town-uniform-bank/claim"')
    expect(onward(await noor.post('/submit/likely'))).toEqual([303, '/submit/check'])
    expect((await noor.get('/submit/check')).status).toBe(200)
    expect((await noor.fill('when')).status).toBe(303)
    expect((await noor.get('/submit/check')).status).toBe(200)
  })

  it('is shown by its first photo, small and described, where it has one', async () => {
    const editor = signedIn(site, { role: 'editor' })
    const alts = ['Two racks of "blazers".', 'The door.']
    for (const [at, alt] of alts.entries())
      await sendPhoto(site, editor.cookie, '/admin/initiatives/1/photos', await jpeg(800 + at, 600), {
        alt,
      }).expect(303)
    await noor.fillAll(SAME)
    const { text } = await noor.get('/submit/likely')
    const [first] = site.context.reader.entered(1)?.fields.photos ?? []
    expect(text.match(/<img [^>]*>/g)).toEqual([
      `<img src="/photos/${first?.uuid}/480.webp" width="96" height="96" alt="Two racks of &#34;blazers&#34;.">`,
    ])
    expect(text).toContain('href="/submit/photos"')
  })

  it('is found by its name alone where there is no place', async () => {
    await noor.fillAll({
      about: { ...SAME.about, name: mutualAid.name },
      where: { where_kind: 'online', postcode: '' },
    })
    expect(onward(await noor.get('/submit/check'))).toEqual([303, '/submit/likely'])
    expect(textOf((await noor.get('/submit/likely')).text)).toContain(mutualAid.name)
  })

  it('tells nobody how far a hidden home is, and finds it only by where it is shown', async () => {
    const shown = site.db
      .prepare(
        'select lat, lon from initiative_private p join initiative i on i.id = p.initiative_id where i.name = ?',
      )
      .get(homeSwap.name) as { lat: number; lon: number }
    const found: (string | undefined)[] = []
    for (const far of [0, 0.004]) {
      const one = makeSender(site)
      const where = {
        ...ENOUGH.where,
        postcode: homeSwap.postcode as string,
        lat: String(shown.lat + far),
        lon: String(shown.lon),
      }
      await one.fillAll({ about: { ...SAME.about, name: homeSwap.name }, where })
      found.push((await one.get('/submit/check')).headers.location)
      expect(textOf((await one.get('/submit/likely')).text)).not.toMatch(/metres away|at the same place/)
    }
    expect(found).toEqual(['/submit/likely', '/submit/likely'])
  })
})

describe('somebody who is signed in already', () => {
  it('needs no second confirmation for their own address, and does for another', async () => {
    const { cookie } = signedIn(site, { role: 'organiser', email: NOOR })
    const known = makeSender(site, cookie)
    await known.fill('about')
    await known.fill('where')
    for (const step of ['when', 'visiting', 'contact']) await known.fill(step)
    expect((await known.get('/submit/you')).text).toContain(`value="${NOOR}"`)
    await known.fill('you')
    const sent = await known.post('/submit/check')
    expect(onward(sent)).toEqual([303, `/proposals/${proposalsOf(site)[0]?.uuid}`])
    expect(proposalsOf(site)).toMatchObject([{ status: 'waiting' }])
    expect(lettersTo(site, NOOR).map(({ kind }) => kind)).toEqual(['received'])

    const other = makeSender(site, cookie)
    expect(
      onward(await other.send({ you: { email: 'else@tools.example' }, about: { name: 'Other' } })),
    ).toEqual([303, '/submit/confirm'])
    expect(proposalsOf(site).at(-1)).toMatchObject({ status: 'unconfirmed' })
  })

  it('is answered alike by whatever address they give, known or not', async () => {
    signedIn(site, { role: 'organiser', email: NOOR })
    const pages = await Promise.all(
      [NOOR, 'nobody@tools.example'].map(async email => {
        const one = makeSender(site)
        const sent = await one.send({ you: { email } })
        const { text, headers } = await one.get('/submit/confirm')
        const kept = Object.fromEntries(
          Object.entries(headers).filter(([name]) => !['etag', 'date', 'content-length'].includes(name)),
        )
        return [onward(sent), text.replaceAll(email, 'THEM'), kept]
      }),
    )
    expect(pages[0]).toEqual(pages[1])
  })
})

describe('the neighbourhood of a postcode', () => {
  it('is said to whoever asks in a body, and no line of the log has it', async () => {
    const { body, headers } = await noor.post('/submit/place', { postcode: 'zz1 1ae' })
    expect(body).toMatchObject({ place: 'Old Town, Saltmere', lat: expect.any(Number) })
    expect(headers['cache-control']).toBe('private, no-store')
    expect(body.maps).toHaveLength(3)
    for (const map of body.maps) expect(map).toMatch(/^<svg class="night-map [^>]*aria-label="On the map: /)
    expect((await noor.post('/submit/place', { postcode: 'nonsense' })).body).toEqual({ place: '' })
    await noor.fillAll({ where: { ...ENOUGH.where, postcode: 'ZZ1 1AE' } })
    expect(JSON.stringify(site.logged)).not.toMatch(/zz1|Tideway|noor/i)
  })
})

describe('whatever is typed', () => {
  const texts = fc.constantFrom(...hostileTexts)

  it('stays words on every page it comes back on', async () => {
    const shape = await checkOf({
      about: { ...ENOUGH.about, description: 'Words' },
    })
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, async (name, summary, other) => {
        const read = await checkOf({
          about: { name, summary, description: other },
          you: { sender_name: other.slice(0, 80) },
          contact: { website: '' },
          visiting: { audience: other.slice(0, 200), access_note: summary.slice(0, 300) },
        })
        expect(read.faults).toEqual([])
        expect(read.scripts).toEqual(shape.scripts)
        expect(new Set(read.tags.filter(tag => !shape.tags.includes(tag)))).toEqual(new Set())
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  async function checkOf(more: Record<string, Record<string, string>>) {
    const one = noor
    for (const step of Object.keys(ENOUGH)) {
      const answer = await one.fill(step, { ...ENOUGH[step], ...more[step] })
      if (answer.status === 303) continue
      expect(answer.status, step).toBe(422)
      expect(readMarkup(answer.text).faults).toEqual([])
      await one.fill(step, ENOUGH[step])
    }
    if ((await one.get('/submit/check')).headers.location === '/submit/likely')
      await one.post('/submit/likely')
    const { status, text } = await one.get('/submit/check')
    expect(status).toBe(200)
    expect(
      readMarkup(text).attributes.filter(
        ({ name, value }) => /^on/.test(name) || /^javascript:/i.test(value),
      ),
    ).toEqual([])
    // What is written in Markdown has tags of its own, and only there.
    const { tags, faults, attributes } = readMarkup(
      text.replace(/(<div class="prose"[^>]*>)[\s\S]*?<\/div>/, '$1</div>'),
    )
    return {
      tags: [...new Set(tags)],
      faults,
      scripts: attributes.filter(
        ({ name, value }) => /^on/.test(name) || (/^(?:href|src|action)$/.test(name) && !/^[/#]/.test(value)),
      ),
    }
  }
})
