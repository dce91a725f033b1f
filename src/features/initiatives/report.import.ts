// Says in words what became of the rows of a file.
import { cleanLine } from '../../platform/text/clean.ts'
import { count, joinWords, sayNumber } from '../../platform/text/words.ts'
import { wordsFor } from './fields.ts'
import type { RowReport, Totals } from './import.ts'
import type { Mapping } from './mapping.import.ts'

// What people set out on the strength of.
const WANTED = ['cost', 'referral', 'booking'] as const

const MOST_LINE = 500

/** `line 12: add  Grays Allotments`; undefined for a row there is nothing to say about. */
export function sayRow({ label, outcome, name, notes }: RowReport): string | undefined {
  if (outcome === 'unchanged' || (outcome === 'skip' && notes.length === 0)) return undefined
  const said = [name, ...notes].filter(Boolean).map(cleanLine).join(' · ')
  const line = `${label}: ${outcome}  ${said}`
  return line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}…` : line
}

/** `3 rows: 1 to add, 2 unchanged.` */
export function sayTotals(totals: Totals, commit: boolean): string {
  const rows = Object.values(totals).reduce((sum, one) => sum + one, 0)
  const parts = [
    [totals.add, commit ? 'added' : 'to add'],
    [totals.change, commit ? 'changed' : 'to change'],
    [totals.unchanged, 'unchanged'],
    [totals.refuse, 'refused'],
    [totals.skip, 'skipped'],
  ] as const
  const said = parts.filter(([n]) => n > 0).map(([n, words]) => `${sayNumber(n)} ${words}`)
  return `${count(rows, 'row')}: ${joinWords(said)}.`
}

/** What new listings would not state, since neither the file nor the mapping does. */
export function omissions({ fields, values, defaults }: Mapping): string[] {
  const said = { ...fields, ...values, ...defaults }
  const left = WANTED.filter(name => !(name in said))
  if (left.length === 0) return []
  const words = left.map(name => wordsFor(name).label.toLowerCase())
  return [
    `The mapping is silent on some things: new listings will not state ${joinWords(words)}. What is the same for all of them can stand in "defaults".`,
  ]
}
