// Somebody who sends a project in: their browser, what they type step by step, and the mail they get.
import { expect } from 'vitest'
import { proofFor } from './letters.ts'
import { cookiesOf, visitor } from './people.ts'
import type { Site } from './site.ts'

export type Typed = Record<string, string | string[]>

/** What is typed in each step; enough for a listing, and no more than needed. */
export const ENOUGH: Record<string, Typed> = {
  about: { name: 'Tideway Tool Library', summary: 'Borrow a drill.', categories: 'repair-cafe' },
  where: { where_kind: 'address', postcode: 'ZZ1 1AA', is_home: 'no', precision: 'exact' },
  when: {},
  visiting: { cost: 'free', referral: 'none', booking: 'drop_in' },
  contact: {},
  you: { email: 'noor@tools.example', organisation_kind: 'informal' },
}
const READING = 10_000
export const NOOR = 'noor@tools.example'

export type Sender = ReturnType<typeof makeSender>

/** A browser that keeps its cookies, as browsers do. */
export function makeSender(site: Site, brought = '', from: Record<string, string> = {}) {
  const jar = new Map<string, string>()
  const keep = (cookies: string) => {
    for (const pair of cookies.split('; ').filter(Boolean)) jar.set(pair.split('=')[0] as string, pair)
  }
  keep(brought)
  const cookie = () => [...jar.values()].join('; ')
  const noted = async (asked: ReturnType<ReturnType<typeof visitor>['get']>) => {
    const answer = await asked
    keep(cookiesOf(answer))
    for (const line of [answer.headers['set-cookie'] ?? []].flat())
      if (/^[^=]+=;/.test(line)) jar.delete(line.split('=')[0] as string)
    return answer
  }
  const get = (path: string) => noted(visitor(site, cookie()).get(path).set(from))
  const post = (path: string, form: Typed = {}) => noted(visitor(site, cookie()).post(path, form).set(from))
  /** A step as somebody fills it in: the page first, and ten seconds later the form with all it carries. */
  async function fill(step: string, typed: Typed = ENOUGH[step] ?? {}) {
    const page = await get(`/submit/${step}`)
    expect(page.status, step).toBe(200)
    const now = site.context.clock().getTime()
    if (step === 'about') site.setNow(new Date(now + READING).toISOString())
    return post(`/submit/${step}`, { ...carried(page.text), ...typed })
  }
  /** Every step up to the check of all answers. */
  async function fillAll(more: Record<string, Typed> = {}) {
    for (const step of Object.keys(ENOUGH)) {
      const answer = await fill(step, { ...ENOUGH[step], ...more[step] })
      expect(answer.status, `${step}: ${answer.text.slice(0, 3000)}`).toBe(303)
    }
  }
  return {
    ...{ get, post, fill, fillAll, cookie },
    /** All steps, sent; the answer to sending. */
    async send(more: Record<string, Typed> = {}) {
      await fillAll(more)
      if ((await get('/submit/check')).headers.location === '/submit/likely') await post('/submit/likely')
      return post('/submit/check')
    },
    /** Types the code of the latest mail. */
    confirm: (email = NOOR) => post('/submit/confirm', { code: proofFor(site, email).code }),
    forget: () => jar.clear(),
  }
}

/** What a form carries unseen. */
function carried(html: string): Typed {
  const { inputs } = readHidden(html)
  return inputs
}

function readHidden(html: string): { inputs: Typed } {
  const found = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  return { inputs: Object.fromEntries(found.map(([, name = '', value = '']) => [name, value])) }
}

/** What waits in the queue or was sent, by status. */
export function proposalsOf({ db }: Pick<Site, 'db'>) {
  const sql = 'select id, uuid, status, asked, email, held_for, person_id from proposal order by id'
  return (
    db.prepare(sql).all() as {
      id: number
      uuid: string
      status: string
      asked: string
      email: string
      held_for: string
      person_id: number | null
    }[]
  ).map(row => ({
    ...row,
    asked: JSON.parse(row.asked) as Record<string, unknown>,
    held_for: JSON.parse(row.held_for) as string[],
  }))
}
