// People who are signed in, for tests: what they ask for, and the forms they send.
import supertest from 'supertest'
import type { Person, Role } from '../../src/features/people/fields.ts'
import { deviceWords } from '../../src/features/people/rules.ts'
import { inTransaction } from '../../src/platform/database/open.ts'
import type { Site } from './site.ts'

export interface Somebody {
  role: Role
  email?: string
  name?: string
  /** Paths of areas, such as `saltmere`; the whole patch when left out. */
  areas?: string[]
  /** Whether they gave a second factor; true unless told otherwise. */
  secondFactor?: boolean
}

export interface Visitor {
  person: Person
  /** What their browser sends along. */
  cookie: string
  get(path: string): supertest.Test
  /** Sends a form as a page of this site would. */
  post(path: string, form?: Record<string, string | string[]>): supertest.Test
}

/** Signs somebody in, as if they had just done so by mail; whoever has that address already becomes what is asked for. */
export function signedIn(site: Site, who: Somebody): Visitor {
  const { db, context } = site
  const { people, sessions, areas, clock, cookies } = context
  const name = who.name ?? `Some ${who.role}`
  const email = who.email ?? `${who.role}@people.example`
  const area_ids = (who.areas ?? []).map(path => areas.byPath(path)?.id as number)
  const station = { role: who.role, is_whole_patch: who.role !== 'organiser' && !who.areas, area_ids }
  const token = inTransaction(db, () => {
    const person = people.appoint(email, name, station, null, clock())
    return sessions.begin(person, deviceWords('Firefox/140 (Linux)'), clock())
  })
  const session = sessions.find(token, clock())?.session.id ?? 0
  const proved = who.secondFactor === false ? token : sessions.prove(session, clock())
  const cookie = `${cookies.session.name}=${proved}`
  return { person: people.byEmail(email) as Person, cookie, ...visitor(site, cookie) }
}

/** Somebody with whatever cookies; none when left out. */
export function visitor({ app }: Pick<Site, 'app'>, cookie = ''): Pick<Visitor, 'get' | 'post'> {
  const from = { 'Sec-Fetch-Site': 'same-origin', ...(cookie ? { Cookie: cookie } : {}) }
  return {
    get: path => supertest(app).get(path).set(from),
    post: (path, form = {}) => supertest(app).post(path).set(from).type('form').send(written(form)),
  }
}

/** The cookies an answer sets, as the next request brings them; what is taken away is left out. */
export function cookiesOf({ headers }: { headers: Record<string, unknown> }): string {
  return [headers['set-cookie'] ?? []]
    .flat()
    .map(line => String(line).replace(/;.*/, ''))
    .filter(pair => !pair.endsWith('='))
    .join('; ')
}

function written(form: Record<string, string | string[]>): string {
  const pairs = Object.entries(form).flatMap(([name, value]) =>
    [value].flat().map(one => [name, one] as [string, string]),
  )
  return new URLSearchParams(pairs).toString()
}
