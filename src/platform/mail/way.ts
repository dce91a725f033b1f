// What pages may truly say of a mail they have just put in the outbox.
import type { Config } from '../../config.ts'

/** To go after `A mail to somebody`. */
export function wayOf({ MAIL_URL }: Pick<Config, 'MAIL_URL'>): string {
  return MAIL_URL === undefined ? 'waits until this site has a mail server' : 'is on its way'
}
