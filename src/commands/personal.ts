// `erase ADDRESS` and `export-person ADDRESS`: what the site has of one person, taken away or given to them.
import { parseArgs } from 'node:util'
import type { Data } from '../context.ts'
import { type Erased, makeErasure } from '../features/keepers/erasure.store.ts'
import { keepErasures } from '../features/keepers/erasures.import.ts'
import { makePersonalStore } from '../features/keepers/personal.store.ts'
import { emailField } from '../features/people/fields.ts'
import { count, joinWords } from '../platform/text/words.ts'
import { type Command, TypedWrongly } from './command.ts'

export const eraseCommand: Command = {
  name: 'erase',
  summary: 'Forgets a person by their address, down to the bytes of the file.',
  usage:
    'npm run cli -- erase ADDRESS [--commit]\n\n' +
    'Takes an address out of everything: who they are, what they sent and nobody accepted, their photos, their mail,\n' +
    'and every listing and revision that names them. Words that were accepted stay, without them. Then the file is\n' +
    'written anew, which needs as much room again for a moment. A backup made before still holds them; when it is\n' +
    'restored they are forgotten again, by a list that holds no address.',
  run(args, io) {
    const { address, commit } = addressIn(args)
    const data = io.open()
    const erasure = makeErasure(data)
    if (!erasure.mayForget(address)) {
      io.err('That is the last admin: make somebody else an admin first.')
      return 1
    }
    if (!commit) {
      const isThere = makePersonalStore(data.db).hasAnything(address)
      io.out(isThere ? SOMETHING : NOTHING)
      return 0
    }
    io.out(sayErased(erasePerson(data, address)))
    return 0
  },
}

export const exportPersonCommand: Command = {
  name: 'export-person',
  summary: 'Prints all that the site has of a person, as JSON.',
  usage:
    'npm run cli -- export-person ADDRESS > person.json\n\nEverything but secrets, for whoever asks what is kept of them.',
  run(args, io) {
    const { address } = addressIn(args, false)
    io.out(JSON.stringify(makePersonalStore(io.open().db).exportOf(address), null, 2))
    return 0
  },
}

/** Forgets somebody, keeps the list of those who were, and writes the file anew. */
function erasePerson(data: Data, address: string): Erased {
  const erasure = makeErasure(data)
  const erased = erasure.erase(address)
  keepErasures(data.db, erasure.erasures())
  erasure.compact()
  return erased
}

function sayErased({ listings, revisions, proposals, letters }: Erased): string {
  const parts = [
    count(listings, 'listing'),
    count(revisions, 'revision'),
    count(proposals, 'thing sent', 'things sent'),
    count(letters, 'mail'),
  ]
  return `Forgotten. It was in ${joinWords(parts)}. Copies of the database made before still hold it: see that they go.`
}

const SOMETHING = 'There is something of that address. With --commit it is forgotten; this cannot be undone.'
const NOTHING =
  'Nothing is addressed by that. With --commit it is taken out of whatever mentions it, and kept as forgotten.'

function addressIn(args: string[], mayCommit = true): { address: string; commit: boolean } {
  const options = mayCommit ? { commit: { type: 'boolean' as const, default: false } } : {}
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
  const read = emailField.safeParse(positionals[0] ?? '')
  if (!read.success || positionals.length > 1) throw new TypedWrongly('Give one e-mail address.')
  return { address: read.data, commit: 'commit' in values && values.commit === true }
}
