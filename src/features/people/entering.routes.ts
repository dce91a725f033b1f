// Coming in: what a browser is given when an address was shown to be somebody's, and the limits on trying.
import type { Request, Response } from 'express'
import type { Config } from '../../config.ts'
import type { Db } from '../../platform/database/open.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import type { Clock } from '../../platform/text/clock.ts'
import type { Limit } from '../../platform/web/limits.ts'
import type { Log } from '../../platform/web/log.ts'
import type { Show } from '../../platform/web/page.ts'
import type { Person, Used } from './fields.ts'
import type { Guards } from './guards.routes.ts'
import type { People } from './parts.store.ts'
import { deviceWords, isStaff, lifetimes, safeNext } from './rules.ts'
import { makeToken } from './secrets.rules.ts'
import type { Outcome } from './sign-ins.store.ts'
import type { Welcome } from './welcomes.store.ts'

export interface PeopleRouteDeps extends People {
  config: Config
  clock: Clock
  log: Log
  show: Show
  showDesk: Show
  guards: Guards
  outbox: Pick<Outbox, 'put'>
  db: Db
}

const QUARTER = 900
export const ASKS_FROM_ONE_PLACE: Limit = { name: 'sign-in-place', times: 30, seconds: QUARTER }
export const ASKS_FOR_ONE_ADDRESS: Limit = { name: 'sign-in-email', times: 6, seconds: QUARTER }
/** Somebody who has the mail of an editor and guesses at the second factor. */
export const FACTORS_OF_ONE_PERSON: Limit = { name: 'factor', times: 5, seconds: QUARTER }
export const CODES_FROM_ONE_PLACE: Limit = { name: 'code-place', times: 40, seconds: QUARTER }

/** So many of the mails that an address gets a day may come of one place: nobody alone keeps an editor out. */
export const ASKS_OF_ONE_PLACE_FOR_ONE_ADDRESS: Limit = {
  name: 'sign-in-place-email',
  times: 6,
  seconds: 24 * 60 * 60,
}

const NONCE_SECONDS = 24 * 60 * 60

/** The nonce of a browser: the one it brought, or a new one. Sent anew each time, so that it is alike for everybody. */
export function giveNonce({ cookies }: Pick<People, 'cookies'>, req: Request, res: Response): string {
  const nonce = cookies.login.read(req) ?? makeToken()
  cookies.login.set(res, nonce, NONCE_SECONDS)
  return nonce
}

/** What is done in the transaction that uses a link up: a session for whoever it welcomes. */
export function makeEntrance({ welcomes, sessions, clock }: PeopleRouteDeps, req: Request) {
  return (used: Used): Welcome & { token: string } => {
    const welcome = welcomes.receive(used, clock())
    const device = deviceWords(req.headers['user-agent'])
    return { ...welcome, token: welcome.person ? sessions.begin(welcome.person, device, clock()) : '' }
  }
}

type Entered = Outcome<ReturnType<ReturnType<typeof makeEntrance>>> & { ok: true }

/** Sends the browser in, with its new cookie; a session that it had before is over. */
export function enter(deps: PeopleRouteDeps, res: Response, { value }: Entered): void {
  const { person, token, next } = value
  if (person) startSession(deps, res, person, token)
  go(res, safeNext(next, person ? homeOf(person) : '/sign-in'))
}

export function startSession(deps: PeopleRouteDeps, res: Response, person: Person, token: string): void {
  const before = res.locals.person
  if (before) deps.sessions.end(before.session.id, before.id)
  setSession(deps, res, person, token)
  deps.log.info({ event: 'signed in', person: person.id })
}

export function setSession(
  { cookies }: Pick<People, 'cookies'>,
  res: Response,
  { role }: Person,
  token: string,
): void {
  cookies.session.set(res, token, lifetimes(role).absolute / 1000)
}

export function homeOf(person: Person): string {
  return isStaff(person) ? '/admin' : '/account'
}

/** Where a form goes on to: never kept on the way. */
export function go(res: Response, to: string): void {
  res.set('Cache-Control', 'private, no-store')
  res.redirect(303, to)
}
