// What people may do and for how long: areas, sessions, links, where they are sent next (all pure).
import { joinWords } from '../../platform/text/words.ts'
import type { Person, Role, SignedIn } from './fields.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long somebody stays signed in: without doing anything, and at the most. */
export function lifetimes(role: Role): { idle: number; absolute: number } {
  return role === 'organiser' ? { idle: 7 * DAY, absolute: 30 * DAY } : { idle: 8 * HOUR, absolute: DAY }
}

/** How long a link and its code work. */
export function linkLifetime(role: Role | undefined): number {
  return role === 'editor' || role === 'admin' ? 10 * MINUTE : HOUR
}

/** For how long a proof of who somebody is stands for changes to roles, factors and addresses. */
const STEP_UP = 10 * MINUTE
/** A session notes that it is in use no more often than this. */
const TOUCH = 10 * MINUTE

export function isStillOpen(session: { role: Role; seen_at: string; ends_at: string }, now: Date): boolean {
  const { idle } = lifetimes(session.role)
  return now.toISOString() < session.ends_at && now.getTime() < Date.parse(session.seen_at) + idle
}

export function isWorthNoting(seenAt: string, now: Date): boolean {
  return now.getTime() >= Date.parse(seenAt) + TOUCH
}

export function isStaff({ role }: Pick<Person, 'role'>): boolean {
  return role !== 'organiser'
}

/** Whether they must still give their second factor before they may go on. */
export function lacksFactor({ role, has_factor, session }: SignedIn, isProduction: boolean): boolean {
  return isStaff({ role }) && (isProduction || has_factor) && session.second_factor_at === null
}

/** Whether they proved who they are only just now. */
export function isRecent({ has_factor, session }: SignedIn, now: Date): boolean {
  const proved = has_factor ? session.second_factor_at && session.step_up_at : session.step_up_at
  return proved !== null && now.getTime() < Date.parse(proved) + STEP_UP
}

/**
 * Whether somebody may look after what lies in all of these areas. An editor of a district has its neighbourhoods too; what lies
 * nowhere is for those who look after the whole patch.
 */
export function canEdit(
  person: Pick<Person, 'role' | 'is_whole_patch' | 'area_ids'> | undefined,
  areaIds: readonly number[],
  parentOf: (areaId: number) => number | null | undefined,
): boolean {
  if (!person || !isStaff(person)) return false
  if (person.role === 'admin' || person.is_whole_patch) return true
  const isTheirs = (id: number) =>
    person.area_ids.includes(id) || person.area_ids.includes(parentOf(id) ?? Number.NaN)
  return areaIds.length > 0 && areaIds.every(isTheirs)
}

/** What somebody looks after: `the whole patch` by its name if it has one, `Leigh and Pitsea`. */
export function reachWords(
  nameOf: (areaId: number) => string | undefined,
  patchName: () => string = () => '',
) {
  return ({ is_whole_patch, area_ids }: Pick<Person, 'is_whole_patch' | 'area_ids'>): string => {
    if (is_whole_patch) return patchName() || 'the whole patch'
    return joinWords(area_ids.flatMap(id => nameOf(id) ?? []).sort()) || 'no area yet'
  }
}

const PLAIN_PATH = /^\/(?![/\\])[\w\-/?=&%.+]*$/

/** Where to go on to: a path of this site, or `otherwise`. */
export function safeNext(next: unknown, otherwise: string): string {
  if (typeof next !== 'string' || next.length > 500 || !PLAIN_PATH.test(next)) return otherwise
  const origin = 'https://site.invalid'
  const url = URL.canParse(next, origin) ? new URL(next, origin) : undefined
  // Steps back are taken out by now, and may have left two slashes at the start.
  const path = url?.origin === origin ? `${url.pathname}${url.search}` : ''
  return PLAIN_PATH.test(path) ? path : otherwise
}

/** What a browser calls itself, in a few words that a person recognises. */
export function deviceWords(agent = ''): string {
  const browser = [
    ['Firefox', /Firefox\//],
    ['Edge', /Edg\w*\//],
    ['Opera', /OPR\//],
    ['Samsung Internet', /SamsungBrowser\//],
    ['Chrome', /Chrom\w*\//],
    ['Safari', /Safari\//],
  ] as const
  const system = [
    ['iPhone', /iPhone/],
    ['iPad', /iPad/],
    ['Android', /Android/],
    ['Windows', /Windows/],
    ['Mac', /Mac OS/],
    ['Linux', /Linux/],
  ] as const
  const nameIn = (known: readonly (readonly [string, RegExp])[]) =>
    known.find(([, sign]) => sign.test(agent.slice(0, 400)))?.[0]
  return [nameIn(browser) ?? 'A browser', nameIn(system)].filter(Boolean).join(' on ')
}

/** An address as limits count it: however it is written, and what stands after a plus sign is the same mailbox. */
export function baseAddress(email: string): string {
  const at = email.lastIndexOf('@')
  const [mailbox = ''] = email.slice(0, Math.max(at, 0)).split('+', 1)
  return (mailbox === '' ? email : mailbox + email.slice(at)).toLowerCase()
}
