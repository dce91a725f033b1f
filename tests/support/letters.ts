// The letters that wait in the outbox of a test's site, and the link and code of a letter about signing in.
import { plain } from './forms.ts'
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

/** The marks of the mails that a page shows, as its form sends them. */
export function readIn(html: string): string {
  return /name="read" value="([^"]*)"/.exec(html)?.[1] ?? ''
}

/** The mails that a page shows, as they would stand in the outbox. */
export function mailsIn(html: string) {
  const papers = html.matchAll(
    /To <bdi>(.*?)<\/bdi><\/p>\s*<p class="strong"><bdi>(.*?)<\/bdi><\/p>\s*<p class="mail-text" dir="auto">([\s\S]*?)<\/p>/g,
  )
  return [...papers].map(([, recipient = '', subject = '', body_text = '']) => ({
    ...{ recipient: plain(recipient), subject: plain(subject), body_text: plain(body_text) },
  }))
}
