// `second-factor ADDRESS --remove`: lets somebody in again who has lost all that proves who they are.
import { parseArgs } from 'node:util'
import { emailField } from '../features/people/fields.ts'
import { makeLostFactors } from '../features/people/lost-factors.store.ts'
import { count } from '../platform/text/words.ts'
import { type Command, TypedWrongly } from './command.ts'

export const secondFactorCommand: Command = {
  name: 'second-factor',
  summary: 'Takes the lost second factors of an editor or admin away, so that they can add one again.',
  usage:
    'npm run cli -- second-factor ADDRESS --remove [--commit]\n\n' +
    'For the day when an only admin has lost their app or passkey and their recovery codes too; any other editor or\n' +
    'admin is helped by an admin at /admin/people. Takes all their second factors and recovery codes away and signs\n' +
    'them out everywhere. They then sign in by mail and add a second factor again, so be sure that it is they who ask.',
  run(args, io) {
    const { address, commit } = typedIn(args)
    const lost = makeLostFactors(io.open())
    const many = lost.countOf(address)
    if (many === undefined) {
      io.err('No editor or admin has that address.')
      return 1
    }
    const what = count(many, 'second factor')
    if (!commit) {
      io.out(`They have ${what}. With --commit all of that and their recovery codes go; they are signed out.`)
      return 0
    }
    lost.remove(address)
    io.out(`Taken away: ${what}. They sign in by mail at /sign-in, and add a new one.`)
    return 0
  },
}

function typedIn(args: string[]): { address: string; commit: boolean } {
  const flag = { type: 'boolean' as const, default: false }
  const { positionals, values } = parseArgs({
    args,
    options: { remove: flag, commit: flag },
    allowPositionals: true,
  })
  const read = emailField.safeParse(positionals[0] ?? '')
  if (!read.success || positionals.length > 1) throw new TypedWrongly('Give one e-mail address.')
  if (!values.remove) throw new TypedWrongly('Say what to do with them: --remove.')
  return { address: read.data, commit: values.commit }
}
