// What an editor should look at before deciding: likely doubles, homes, links, words, odd characters.
import type { Item } from './item.fields.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { sayFar } from './waiting.rules.ts'

export function lookOf(
  { proposal, gone, doubles, warnings, into, openHere, movedMetres }: Item,
  query: string,
) {
  const base = `${QUEUE_PATH}/${proposal.id}`
  const rows = [
    ...(into && !gone
      ? [
          {
            ...rowOf('It would be made one with'),
            link: { href: `/initiatives/${into.slug}`, label: into.name },
            compare: compareOf(base, into.id, query),
          },
        ]
      : []),
    ...doubles.map(double => ({
      ...rowOf('Looks like'),
      link: { href: `/initiatives/${double.slug}`, label: double.name },
      more: moreOf(double),
      compare: compareOf(base, double.id, query),
      apart: { action: `${base}/distinction${query}`, listing: String(double.id) },
    })),
    ...warnings.map(({ text }) => rowOf(text)),
    ...(movedMetres >= 100 ? [rowOf(`The place moves by ${sayFar(movedMetres)}.`)] : []),
    ...othersOf(openHere),
  ]
  const heading =
    rows.length === 1 ? 'One thing to look at' : `${NUMBERS[rows.length] ?? rows.length} things to look at`
  return rows.length === 0 ? null : { heading, rows }
}

/** What else waits about the same listing, in one row. */
function othersOf([first, ...more]: readonly number[]): LookRow[] {
  if (first === undefined) return []
  const text =
    more.length === 0
      ? 'Something else waits about the same listing:'
      : `${more.length + 1} other things wait about the same listing, first:`
  return [{ ...rowOf(text), link: { href: `${QUEUE_PATH}/${first}`, label: 'look at it' } }]
}

const NUMBERS = ['', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

interface LookRow {
  text: string
  link: { href: string; label: string } | null
  more: string
  compare: string
  apart: { action: string; listing: string } | null
}

function rowOf(text: string): LookRow {
  return { text, link: null, more: '', compare: '', apart: null }
}

function compareOf(base: string, id: number, query: string): string {
  return `${base}/comparison/${id}${query}`
}

function moreOf({ metres, same }: Item['doubles'][number]): string {
  const far = metres === null ? '' : metres < 20 ? ', at the same place' : `, ${sayFar(metres)} away`
  const how = same.filter(one => one !== 'name').map(one => ` Same ${one}.`)
  return `${far}.${how.join('')}`
}
