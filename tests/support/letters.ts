// The letters that wait in the outbox of a test's site, and the link and code of a letter about signing in.
import type { Site } from './site.ts'

export interface Waiting {
  kind: string
  recipient: string
  subject: string
  body_text: string
}

/** What was put for an address, the first first. */
export function lettersTo({ db }: Pick<Site, 'db'>, email: string): Waiting[] {
  const sql = 'select kind, recipient, subject, body_text from outbox where recipient = ? order by id'
  return db.prepare<[string], Waiting>(sql).all(email)
}

/** The path of the link and the code of the latest letter to an address. */
export function proofFor(site: Pick<Site, 'db'>, email: string): { path: string; code: string } {
  const text = lettersTo(site, email).findLast(({ kind }) => kind === 'sign-in')?.body_text ?? ''
  const path = /\/sign-in\/[\w-]{43}/.exec(text)?.[0] ?? ''
  const code = /^ {4}(\S+)$/m.exec(text)?.[1] ?? ''
  return { path, code }
}
