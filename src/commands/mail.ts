// `mail`: what waits in the outbox, read where the site runs; for whoever cannot sign in because mail does not go.
import { parseArgs } from 'node:util'
import { localTime } from '../platform/text/clock.ts'
import { count } from '../platform/text/words.ts'
import { type Command, TypedWrongly } from './command.ts'

const MOST = 50

export const mailCommand: Command = {
  name: 'mail',
  summary: 'Lists the mail that waits, or shows one: a way to sign in before there is a mail server.',
  usage:
    `npm run cli -- mail [NUMBER]\n\nLists the newest ${MOST} mails that wait, each with its number; with a NUMBER shows what that one says.\n` +
    'Whoever reads a link or code here can use it as if it had been sent to them.',
  run(args, io) {
    const [number, ...more] = parseArgs({ args, allowPositionals: true }).positionals
    if (more.length > 0 || (number !== undefined && !/^\d{1,15}$/.test(number)))
      throw new TypedWrongly('Give one number, or none.')
    const { mailDesk } = io.open()
    if (number === undefined) {
      const rows = mailDesk.list({ status: 'waiting', page: 1, size: MOST })
      for (const { id, created_at, recipient, subject } of rows) {
        const { date, time } = localTime(new Date(created_at))
        io.out(`${id}  ${date} ${time}  ${recipient}  ${subject}`)
      }
      io.out(`${count(mailDesk.counts().waiting, 'mail waits', 'mails wait')}.`)
      return 0
    }
    const mail = mailDesk.find(Number(number))
    io.out(mail?.body_text ?? 'There is no such mail, or what it said is no longer kept.')
    return mail?.body_text ? 0 : 1
  },
}
