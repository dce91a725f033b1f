// One conversation at a time with the mail server that MAIL_URL names, and what came of each mail.
import { Readable } from 'node:stream'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPConnectionAuth } from 'nodemailer/lib/smtp-connection'
import { cleanLine } from '../text/clean.ts'
import type { Clock } from '../text/clock.ts'
import type { Leased } from './statements.store.ts'

/** `answer` is for the admins’ page and may name the recipient; `reply` and `step` are fit for the log. */
export type Outcome =
  | { kind: 'taken'; answer: string }
  /** The server spoke about this mail: for good, or not now. */
  | { kind: 'refused'; isFinal: boolean; answer: string; reply: number; step: string }
  /** It was given all of it, and said nothing. */
  | { kind: 'unheard'; answer: string; reply: number; step: string }
  /** It was not given it: no server, no agreement with it, or nothing to do with this mail. */
  | { kind: 'unreachable'; answer: string; reply: number; step: string }
  /** The caller said no at the last moment, or the site is stopping. */
  | { kind: 'dropped' }

export interface Post {
  /** Gives one mail to the server; `mayEnd` is asked just before the end of it, after which it may have gone. */
  hand(mail: Leased, mayEnd: () => boolean, signal: AbortSignal): Promise<Outcome>
  /** Says goodbye; the next mail opens another conversation. */
  close(): void
}

export interface PostOptions {
  /** smtp://name:password@host:port, or smtps:// */
  url: string
  from: { name: string; address: string }
  /** What this machine calls itself. */
  name: string
  clock: Clock
}

const MOST_A_CONVERSATION = 50

/** Nothing is connected before the first mail. */
export function makePost(options: PostOptions): Post {
  const server = readMailUrl(options.url)
  let open: { connection: SMTPConnection; handed: number } | undefined

  function close(): void {
    open?.connection.quit()
    open = undefined
  }
  function hangUp(connection: SMTPConnection): void {
    connection.close()
    if (open?.connection === connection) open = undefined
  }
  async function talk(connection: SMTPConnection): Promise<void> {
    if (open?.connection === connection) return
    await step(connection, done => connection.connect(done))
    const { auth } = server
    if (auth && connection.allowsAuth) await step(connection, done => connection.login(auth, done))
    open = { connection, handed: 0 }
  }

  return {
    close,
    async hand(mail, mayEnd, signal) {
      if (open && open.handed >= MOST_A_CONVERSATION) close()
      const message = await writeOut(mail, options)
      const connection = open?.connection ?? (await makeConnection(server, options.name))
      const parcel = wrap(message, mayEnd)
      const stop = () => !parcel.given && connection.close()
      signal.addEventListener('abort', stop)
      try {
        await talk(connection)
        const envelope = { from: options.from.address, to: [mail.recipient] }
        const info = await step<{ response: string }>(connection, done =>
          connection.send(envelope, parcel.stream, done),
        )
        if (open) open.handed++
        return { kind: 'taken', answer: shorten(info.response) }
      } catch (error) {
        hangUp(connection)
        if (parcel.broken) throw parcel.broken
        if (parcel.refused || (signal.aborted && !parcel.given)) return { kind: 'dropped' }
        return outcomeOf(error, parcel.given)
      } finally {
        signal.removeEventListener('abort', stop)
      }
    },
  }
}

/** How MAIL_URL is to be reached. A password goes over TLS or not at all, but for a server on this machine. */
export function readMailUrl(address: string) {
  const url = new URL(address)
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isHere = host === 'localhost' || host === '::1' || /^127\./.test(host)
  const user = decodeURIComponent(url.username)
  const auth: SMTPConnectionAuth | undefined = user
    ? { user, pass: decodeURIComponent(url.password) }
    : undefined
  return {
    ...{ host, secure, auth },
    port: url.port ? Number(url.port) : secure ? 465 : isHere ? 25 : 587,
    requireTLS: !secure && !isHere && auth !== undefined,
    // What stays on one machine needs no certificate, and the one it shows is rarely one to trust.
    ignoreTLS: !secure && isHere,
  }
}

// What writes and sends mail is fetched with the first of it: many sites have no server to give it to.
async function makeConnection(server: ReturnType<typeof readMailUrl>, name: string): Promise<SMTPConnection> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection')
  const { host, port, secure, requireTLS, ignoreTLS } = server
  const connection = new SMTPConnection({
    ...{ host, port, secure, requireTLS, ignoreTLS, name },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 5000,
    socketTimeout: 60_000,
    maxResponseSize: 64 * 1024,
  })
  // Each step listens for itself; what goes wrong between two of them is found out by the next.
  connection.on('error', () => {})
  return connection
}

/** One step of the conversation: its own answer, or the end of the connection, whichever comes first. */
function step<T = unknown>(
  connection: SMTPConnection,
  begin: (done: (error?: Error | null, result?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => settle(() => reject(new Error('The connection ended.')))
    const settle = (finish: () => void) => {
      connection.removeListener('error', fail)
      connection.removeListener('end', ended)
      finish()
    }
    const fail = (error: Error) => settle(() => reject(error))
    connection.once('error', fail)
    connection.once('end', ended)
    begin((error, result) => settle(() => (error ? reject(error) : resolve(result as T))))
  })
}

/** Text first, then the same as HTML, with nothing in a header that a person typed but one address. */
async function writeOut(mail: Leased, { from, clock }: PostOptions): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    from,
    to: { name: '', address: mail.recipient },
    subject: cleanLine(mail.subject),
    text: mail.body_text,
    html: mail.body_html,
    messageId: mail.message_id,
    date: clock(),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'windows',
  })
  return composer.compile().build()
}

/** A message that asks `mayEnd` after its last byte and before the dot that makes the server answer for it. */
function wrap(message: Buffer, mayEnd: () => boolean) {
  const parcel = {
    stream: Readable.from(pieces()),
    given: false,
    refused: false,
    broken: undefined as unknown,
  }
  function* pieces() {
    yield message
    try {
      parcel.given = mayEnd()
    } catch (error) {
      parcel.broken = error
      throw error
    }
    parcel.refused = !parcel.given
    if (parcel.refused) throw new Error('The mail was taken back.')
  }
  return parcel
}

type SmtpError = Error & { code?: string; response?: string; responseCode?: number; command?: string }

function outcomeOf(thrown: unknown, isGiven: boolean): Outcome {
  const error = thrown as SmtpError
  const { command = '', responseCode = 0, code = '' } = error
  const said = {
    answer: shorten(error.response || error.message),
    reply: responseCode,
    step: command || code,
  }
  const isAboutThis = responseCode >= 400 && (command === 'RCPT TO' || command === 'DATA')
  if (isAboutThis) return { kind: 'refused', isFinal: responseCode >= 500, ...said }
  return { kind: isGiven ? 'unheard' : 'unreachable', ...said }
}

function shorten(answer: string): string {
  return cleanLine(answer).slice(0, 300)
}
