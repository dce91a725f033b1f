// When a mail is tried again, how many an address gets a day, and how long what was sent is kept (pure).

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The kind with a cap of its own, so that other mail never keeps anybody from signing in, nor the other way round. */
export const SIGN_IN = 'sign-in'

/** How many mails of a kind one address gets a day; the rest wait until tomorrow. */
export function dailyCap(kind: string): number {
  return kind === SIGN_IN ? 10 : 20
}

/** A mail that nobody took this many times, over three days and a half, has failed. */
export const MOST_TRIES = 14

/** Milliseconds until the next try after `tries` that did not work: 1 minute, doubling, at most a day. */
export function waitAfter(tries: number): number {
  return Math.min(MINUTE * 2 ** Math.max(0, tries - 1), DAY)
}

/** A process that takes longer than this to reach the point of handing over has stopped. */
export const LEASE_MS = 5 * MINUTE
/** And longer than this to hear whether it was taken; a mail server is given a minute. */
export const HANDING_OVER_MS = 5 * MINUTE

/** What was written is dropped after this many days; that something was sent, after the other. */
export const BODY_DAYS = 30
export const ROW_DAYS = 365

/** The moment `days` before another, as ISO 8601. */
export function daysBefore(moment: Date, days: number): string {
  return new Date(moment.getTime() - days * DAY).toISOString()
}
