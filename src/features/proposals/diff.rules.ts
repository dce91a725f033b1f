// What would change, field by field and word by word, for people to read.
import type { FieldName, InitiativeFields } from '../initiatives/fields.ts'
import { wordsFor } from '../initiatives/fields.ts'
import { type Thumb, thumbOf } from '../initiatives/photo.rules.ts'
import type { AskedFields } from './fields.ts'
import { type Names, sayValue } from './values.rules.ts'

/** A stretch of text: the same on both sides, or only on one. */
export interface Stretch {
  kind: 'same' | 'added' | 'removed'
  text: string
}

export interface FieldDiff {
  field: FieldName
  label: string
  /** What it says now, with what would go marked. */
  now: Stretch[]
  /** What is asked for, with what would come marked. */
  asked: Stretch[]
  /** What is shown beside the words, where the field is photos. */
  pictures: { now: Thumb[]; asked: Thumb[] }
}

// Longer texts are set side by side whole: marking each word of them would take more time than it gives.
const MOST_WORDS = 400

/** The fields that differ, in the order of the form; values in words, kinds and areas by what they are called. */
export function diffFields(
  now: AskedFields | InitiativeFields,
  asked: AskedFields,
  called: Names,
  names: readonly FieldName[] = Object.keys(asked) as FieldName[],
): FieldDiff[] {
  return names.map(field => {
    const [before, after] = [now[field], asked[field]].map(value => sayValue(field, value, called)) as [
      string,
      string,
    ]
    const pictures = { now: thumbsIn(field, now), asked: thumbsIn(field, asked) }
    return { field, label: wordsFor(field).label, ...diffWords(before, after), pictures }
  })
}

function thumbsIn(field: FieldName, { photos = [] }: AskedFields): Thumb[] {
  return field === 'photos' ? photos.map(thumbOf) : []
}

/** Two texts, each with what the other does not have marked. */
export function diffWords(before: string, after: string): { now: Stretch[]; asked: Stretch[] } {
  const [old, fresh] = [wordsOf(before), wordsOf(after)]
  if (old.length > MOST_WORDS || fresh.length > MOST_WORDS) {
    return { now: joined([['removed', before]]), asked: joined([['added', after]]) }
  }
  const common = commonWords(old, fresh)
  return {
    now: marked(
      old,
      common.map(([at]) => at),
      'removed',
    ),
    asked: marked(
      fresh,
      common.map(([, at]) => at),
      'added',
    ),
  }
}

// Words with the space after them, so that joining them gives the text back.
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/gu) ?? []
}

/** The longest run of words both have in the same order: their places in each. */
function commonWords(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const isSame = (i: number, j: number) => a[i]?.trim() === b[j]?.trim()
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const [below, right] = [lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0]
      lengths[i * width + j] = isSame(i, j)
        ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(below, right)
    }
  }
  const pairs: [number, number][] = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (isSame(i, j)) pairs.push([i++, j++])
    else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i++
    else j++
  }
  return pairs
}

function marked(words: readonly string[], same: readonly number[], kind: 'added' | 'removed'): Stretch[] {
  const kept = new Set(same)
  return joined(words.map((word, at) => [kept.has(at) ? 'same' : kind, word]))
}

function joined(parts: readonly (readonly [Stretch['kind'], string])[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const [kind, text] of parts.filter(([, word]) => word !== '')) {
    const last = stretches.at(-1)
    if (last?.kind === kind) last.text += text
    else stretches.push({ kind, text })
  }
  return stretches.flatMap(withoutSpace)
}

// The line break or space after what goes or comes is not marked with it.
function withoutSpace({ kind, text }: Stretch): Stretch[] {
  const words = text.trimEnd()
  if (kind === 'same' || words === '' || words === text) return [{ kind, text }]
  return [
    { kind, text: words },
    { kind: 'same', text: text.slice(words.length) },
  ]
}
