// `examples`: loads the example listings that ship with the site, or takes them away.
import { parseArgs } from 'node:util'
import type { Data } from '../context.ts'
import { loadExamples, readExamples, removeExamples } from '../features/initiatives/loading.import.ts'
import { cleanLine } from '../platform/text/clean.ts'
import { count, joinWords } from '../platform/text/words.ts'
import { type Command, type Io, needAreas } from './command.ts'

const usage = `npm run cli -- examples [--remove]

Loads the example listings in data/examples: made-up groups that show what the site can do. Their dates are counted
from today, so that loading them again makes them fresh. It acts at once, since the way back is as short.

--remove deletes every example, also those an editor has changed, and nothing else.`

export const examplesCommand: Command = {
  name: 'examples',
  summary: 'Load the example listings, or take them away.',
  usage,
  run(args, io) {
    const { values } = parseArgs({ args, options: { remove: { type: 'boolean', default: false } } })
    const data = io.open()
    return values.remove ? remove(data, io) : load(data, io)
  },
}

function load(data: Data, io: Io): number {
  needAreas(data)
  const entries = readExamples()
  const { added, changed, unchanged, refused } = loadExamples(data, entries)
  for (const line of refused) io.err(cleanLine(line))
  const parts = [`${added} added`, `${changed} made fresh`, `${unchanged} unchanged`]
  if (refused.length > 0) parts.push(`${refused.length} refused`)
  io.out(`${count(entries.length, 'example')}: ${joinWords(parts)}.`)
  return refused.length === 0 ? 0 : 1
}

function remove(data: Data, io: Io): number {
  io.out(`${count(removeExamples(data), 'example')} removed.`)
  return 0
}
