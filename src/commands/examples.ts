// `examples`: loads the example listings that ship with the site, or takes them away.
import { parseArgs } from 'node:util'
import type { Data } from '../context.ts'
import {
  countExamples,
  loadExamples,
  readExamples,
  removeExamples,
} from '../features/initiatives/loading.import.ts'
import { cleanLine } from '../platform/text/clean.ts'
import { count, joinWords } from '../platform/text/words.ts'
import { type Command, type Io, needAreas, TypedWrongly } from './command.ts'

const usage = `npm run cli -- examples [--remove [--commit]]

Loads the example listings in data/examples: made-up groups that show what the site can do. Their dates are counted
from today, so that loading them again makes them fresh. It acts at once, since the way back is as short.

--remove says how many examples there are; with --commit it deletes every one, also those an editor has changed, and
nothing else.`

export const examplesCommand: Command = {
  name: 'examples',
  summary: 'Load the example listings, or take them away.',
  usage,
  run(args, io) {
    const { remove, commit } = readArgs(args)
    const data = io.open()
    return remove ? takeAway(data, io, commit) : load(data, io)
  },
}

function readArgs(args: string[]): { remove: boolean; commit: boolean } {
  const no = { type: 'boolean', default: false } as const
  const { values } = parseArgs({ args, options: { remove: no, commit: no } })
  if (values.commit && !values.remove) {
    throw new TypedWrongly('--commit goes with --remove; examples are loaded at once.')
  }
  return values
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

function takeAway(data: Data, io: Io, commit: boolean): number {
  if (commit) {
    io.out(`${count(removeExamples(data), 'example')} removed.`)
    return 0
  }
  const there = countExamples(data)
  io.out(
    there === 0
      ? 'There are no examples to remove.'
      : `${count(there, 'example')} would be removed. Nothing has been changed. Add --commit to do it.`,
  )
  return 0
}
