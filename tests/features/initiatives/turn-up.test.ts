import { describe, expect, it } from 'vitest'
import { textOf, textsIn } from '../../support/page.ts'
import { openSite } from '../../support/site.ts'
import { type CastMember, usual } from '../../support/town/north.ts'

const tuesdays = [{ days: [2], opens: '10:00', closes: '12:00' }]
const always = [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }]
const away = (from: string, to: string) => [{ starts_on: from, ends_on: to, note: '' }]

const UNSAID_OF: [what: string, fields: Partial<CastMember>, detail: string][] = [
  [
    'says nothing of booking',
    { referral: 'none', booking: '' },
    'Nobody has told us whether you have to book.',
  ],
  [
    'wants a word first, and says nothing of a referral',
    { booking: 'contact_first', referral: '' },
    'Nobody has told us whether you need a referral.',
  ],
  [
    'wants booking, and says nothing of a referral',
    { booking: 'book', referral: '' },
    'Nobody has told us whether you need a referral.',
  ],
  [
    'says nothing of either',
    { booking: '', referral: '' },
    'Nobody has told us whether you have to book, or need a referral.',
  ],
]

// It is Tuesday 9 June 2026, half past nine.
type Answered = [what: string, fields: Partial<CastMember>, answer: string, detail: string]
const answers: Answered[] = [
  ['is open today', { sessions: tuesdays }, 'Yes. Just come along.', ''],
  ['is always open', { sessions: always }, 'Yes, any time.', ''],
  [
    'is always open, but away for a month',
    { sessions: always, breaks: away('2026-06-01', '2026-07-01') },
    'Not just now.',
    'The next session is on 2 July 2026.',
  ],
  [
    'is away until the autumn',
    { sessions: tuesdays, breaks: away('2026-06-01', '2026-08-31') },
    'Not just now.',
    'The next session is on 1 September 2026.',
  ],
  [
    'is away for longer than we look ahead',
    { sessions: tuesdays, breaks: away('2026-06-01', '2027-06-01') },
    'Not just now.',
    'No session is coming up.',
  ],
  [
    'is out of its season',
    { sessions: tuesdays, season_from: 11, season_to: 2 },
    'Not just now.',
    'It is open from November to February.',
  ],
  [
    'has a season and no times, out of it',
    { season_from: 11, season_to: 2 },
    'Not just now.',
    'It is open from November to February.',
  ],
  ['gives no times', {}, 'Perhaps. No times are given.', 'Get in touch before you set out.'],
  ['is open by appointment', { by_appointment: true }, 'By appointment.', ''],
  [
    'is quiet',
    { sessions: tuesdays, status: 'quiet' },
    'Perhaps. It is quiet for now.',
    'Get in touch before you set out.',
  ],
  [
    'is paused',
    { sessions: tuesdays, status: 'paused', paused_until: '2026-07-01' },
    'Not just now.',
    'It is paused until 1 July 2026.',
  ],
  ['has ended', { sessions: tuesdays, status: 'ended' }, 'No. This has ended.', 'We keep it here'],
  [
    'has gone out',
    { sessions: tuesdays, confirmed_on: '2024-06-01' },
    'Perhaps. Check first.',
    'Nobody has confirmed it since 1 June 2024.',
  ],
  ['wants a referral', { sessions: tuesdays, referral: 'agency' }, 'You need a referral first.', ''],
  ['wants booking', { sessions: tuesdays, booking: 'book' }, 'Yes, once you have booked.', ''],
  [
    'wants a word first',
    { sessions: tuesdays, booking: 'contact_first' },
    'Yes. Get in touch first, then come along.',
    '',
  ],
  ['is online', { where_kind: 'online', postcode: '' }, 'Yes, from wherever you are.', ''],
  ...UNSAID_OF.map(
    ([what, unsaid, detail]): Answered => [
      what,
      { ...unsaid, sessions: tuesdays, phone: '01632 960001' },
      'Ask first.',
      detail,
    ],
  ),
  [
    'does not say, and is open by appointment',
    { booking: '', referral: '', by_appointment: true },
    'By appointment.',
    '',
  ],
  [
    'wants a referral, and does not say more',
    { sessions: tuesdays, referral: 'agency', booking: '' },
    'You need a referral first.',
    '',
  ],
  [
    'says neither that nor how one reaches it',
    { sessions: always, booking: '' },
    'Perhaps. Nobody has said.',
    'Nobody has told us whether you have to book, or how to ask.',
  ],
  [
    'does not say, and is somewhere private',
    { sessions: tuesdays, booking: '', phone: '01632 960001', precision: 'street' },
    'Ask first.',
    'Nobody has told us whether you have to book. It is somewhere private,',
  ],
]

describe('“Can I just turn up?”', () => {
  it.each(answers)('to something that %s', async (_what, fields, answer, detail) => {
    const one: CastMember = {
      ...usual,
      name: 'One',
      summary: 'One.',
      categories: ['community-space'],
      postcode: 'ZZ1 1AA',
      confirmed_on: '2026-06-01',
      ...fields,
    }
    const site = await openSite({ cast: { one } })
    const { text } = await site.get('/initiatives/one').expect(200)
    expect(textsIn(text, '<p class="turn-up-answer')[0]).toBe(answer)
    expect(textOf(text)).toContain(detail)
    if (fields.booking === '' || fields.referral === '')
      expect(textsIn(text, '<p class="turn-up-answer')[0]).not.toMatch(/yes/i)
    if (fields.breaks) {
      const list = textOf((await site.get('/initiatives')).text)
      expect(list).not.toContain('Always open')
      expect(textOf((await site.get('/initiatives?open=now')).text)).toContain('0 points of light')
    }
  })

  it('is followed by a season and by breaks, though no times are given', async () => {
    const one: CastMember = {
      ...{ ...usual, name: 'One', summary: 'One.', categories: ['community-space'], postcode: 'ZZ1 1AA' },
      ...{ confirmed_on: '2026-06-01', by_appointment: true, season_from: 3, season_to: 10 },
      breaks: [...away('2026-08-01', '2026-08-14'), ...away('2026-09-01', '2026-09-01')],
    }
    const { text } = await (await openSite({ cast: { one } })).get('/initiatives/one').expect(200)
    expect(textsIn(text, '<p class="sessions-note')).toEqual([
      'March to October only. Closed 1 August 2026 to 14 August 2026. Closed 1 September 2026.',
    ])
  })

  it('is not undone by asking for help, or a light that is said to dim, where it has ended or is quiet', async () => {
    const one: CastMember = {
      name: 'One',
      summary: 'One.',
      categories: ['community-space'],
      postcode: 'ZZ1 1AA',
      confirmed_on: '2026-06-08',
      phone: '01632 960001',
      needs: [{ kind: 'people', title: 'Two helpers' }],
    }
    const pageOf = async (status: 'ended' | 'quiet') =>
      textOf((await (await openSite({ cast: { one: { ...one, status } } })).get('/initiatives/one')).text)
    const ended = await pageOf('ended')
    expect(ended).not.toMatch(/Two helpers|Get in touch|18 months goes out/)
    expect(ended).toContain('It has ended, so it gives no light.')
    const quiet = await pageOf('quiet')
    expect(quiet).toContain('Quiet for now. Confirmed yesterday')
    expect(quiet).not.toContain('Nobody has confirmed it')
  })

  it.each([
    [{ status: 'paused', paused_until: '2026-07-01' } as const, 'Paused until 1 July 2026'],
    [{ confirmed_on: '2024-01-01' }, 'Gone out: nobody has confirmed it since 1 January 2024'],
    [{ confirmed_on: '2026-06-08' }, 'Shining. Confirmed yesterday by'],
  ])('stands below a light that says its level once: %o', async (said, words) => {
    const one: CastMember = {
      ...{ ...usual, name: 'One', summary: 'One.', categories: ['community-space'], postcode: 'ZZ1 1AA' },
      ...{ confirmed_on: '2026-06-08', ...said },
    }
    const { text } = await (await openSite({ cast: { one } })).get('/initiatives/one').expect(200)
    expect(textsIn(text, '<span><b class="hero-level').join()).toMatch(new RegExp(`^${words}`))
  })
})
