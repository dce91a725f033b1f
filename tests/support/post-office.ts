// A real mail server for a test, and the letters that came to it as their readers have them.
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Received {
  from: string
  /** Everybody the server was asked to bring it to. */
  to: string[]
  raw: string
  /** Names in lower case, in order. */
  headers: [name: string, value: string][]
  header(name: string): string | undefined
  /** The parts in order. */
  parts: { type: string; body: string }[]
  text: string
  html: string
  isSecure: boolean
}

export interface PostOffice {
  /** smtp://127.0.0.1:port */
  url: string
  port: number
  received: Received[]
  /** Drops every connection without a word. */
  hangUp(): void
  close(): Promise<void>
}

/** Opens one on a free port. `answer` may throw, with a `responseCode`, after a letter has come. */
export async function openPostOffice({
  answer = async () => {},
  ...options
}: SMTPServerOptions & { answer?: (letter: Received) => Promise<void> } = {}): Promise<PostOffice> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    disableReverseLookup: true,
    ...options,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        const to = rcptTo.map(({ address }) => address)
        const letter = { from, to, isSecure: session.secure, ...readMail(Buffer.concat(chunks).toString()) }
        answer(letter).then(
          () => {
            received.push(letter)
            done()
          },
          (error: Error) => done(error),
        )
      })
    },
  })
  server.on('error', () => {})
  const sockets = new Set<Socket>()
  server.server.on('connection', socket => sockets.add(socket))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    hangUp() {
      for (const socket of sockets) socket.destroy()
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

/** An answer of a mail server that is not yes. */
export function refusal(responseCode: number, words = 'No.'): Error {
  return Object.assign(new Error(words), { responseCode })
}

/** Headers and parts of a letter as it went over the wire. */
export function readMail(raw: string) {
  const { headers, body } = splitHead(raw)
  const header = (name: string) => headers.find(([key]) => key === name.toLowerCase())?.[1]
  const boundary = /boundary="([^"]+)"/.exec(header('content-type') ?? '')?.[1]
  const pieces = boundary ? body.split(`--${boundary}`).slice(1, -1) : [raw]
  const parts = pieces.map(piece => {
    const part = splitHead(piece.replace(/^\r\n/, ''))
    const of = (name: string) => part.headers.find(([key]) => key === name)?.[1] ?? ''
    const type = of('content-type').split(';')[0] as string
    return { type, body: decode(part.body, of('content-transfer-encoding')) }
  })
  const bodyOf = (type: string) => parts.find(part => part.type === type)?.body ?? ''
  return { raw, headers, header, parts, text: bodyOf('text/plain'), html: bodyOf('text/html') }
}

function splitHead(raw: string): { headers: [string, string][]; body: string } {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.map(line => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as [string, string]
  })
  return { headers, body: raw.slice(end + 4) }
}

function decode(body: string, encoding: string): string {
  const whole = body.replace(/\r\n/g, '\n')
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString().replace(/\r\n/g, '\n')
  if (encoding !== 'quoted-printable') return whole
  const bytes = whole
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
