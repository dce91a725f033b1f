// What an editor should look at before deciding: likely doubles, homes, links, words, odd characters.
import type { Item } from './item.fields.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { isDouble, isOpen } from './rules.ts'
import { sayFar } from './waiting.rules.ts'

export function lookOf(
  { proposal, gone, doubles, warnings, into, pair, openHere, movedMetres }: Item,
  query: string,
) {
  const base = `${QUEUE_PATH}/${proposal.id}`
  const double = `${base}/double${query}`
  const rows = [
    ...(into && !gone
      ? [
          {
            ...rowOf('It may be the same as'),
            link: { href: `/initiatives/${into.slug}`, label: into.name },
            compare: compareOf(base, into.id, query),
            acts: isOpen(proposal) ? [{ action: double, listing: '', label: 'Not this one' }] : [],
          },
        ]
      : []),
    ...(pair && !into && !gone ? [rowOf('The other of the two was taken down meanwhile.')] : []),
    ...doubles.map(({ id, slug, name, ...how }) => ({
      ...rowOf('Looks like'),
      link: { href: `/initiatives/${slug}`, label: name },
      more: moreOf(how),
      compare: compareOf(base, id, query),
      acts: [
        ...(isDouble(proposal) ? [{ action: double, listing: String(id), label: 'It is this one' }] : []),
        { action: `${base}/distinction${query}`, listing: String(id), label: 'Not a double' },
      ],
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
  acts: { action: string; listing: string; label: string }[]
}

function rowOf(text: string): LookRow {
  return { text, link: null, more: '', compare: '', acts: [] }
}

function compareOf(base: string, id: number, query: string): string {
  return `${base}/comparison/${id}${query}`
}

function moreOf({ metres, same }: Pick<Item['doubles'][number], 'metres' | 'same'>): string {
  const far = metres === null ? '' : metres < 20 ? ', at the same place' : `, ${sayFar(metres)} away`
  const how = same.filter(one => one !== 'name').map(one => ` Same ${one}.`)
  return `${far}.${how.join('')}`
}
