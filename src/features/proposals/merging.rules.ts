// Which of two listings stays when they are made one, and what whoever keeps either is written (all pure).
import type { Letter } from '../../platform/mail/letters.ts'
import type { Pair, Proposal } from './fields.ts'

/** Why two are made one, where an editor says no more. */
export const SAME = 'The same as another listing'

/** The one that somebody keeps; where that does not tell, the older. */
export function inOrder<T extends { id: number; keepers: number; created_at: string }>(
  one: T,
  other: T,
): Pair<T> {
  const isKept = Number(one.keepers > 0) - Number(other.keepers > 0)
  const isOlder = one.created_at === other.created_at ? one.id < other.id : one.created_at < other.created_at
  const staysOne = isKept === 0 ? isOlder : isKept > 0
  return staysOne ? { stays: one, goes: other } : { stays: other, goes: one }
}

/** Whether an editor did it themselves, so that nobody asked for it and nobody waits for an answer. */
export function isOwnMerge({
  kind,
  email,
  person_id,
}: Pick<Proposal, 'kind' | 'email' | 'person_id'>): boolean {
  return kind === 'merge' && email === '' && person_id !== null
}

/** To those who keep one of two listings that are one now; the same to each of them. */
export function mergedLetter({ stays, goes }: Pair<{ name: string; slug: string }>): Letter {
  return {
    subject: 'A listing that you keep was made one with another',
    parts: [
      {
        kind: 'text',
        text: 'Two listings were of the same thing, and an editor has made them one. What the one that stays says has not changed, and whoever kept one of them keeps it now.',
      },
      ...pairParts({ stays, goes }),
      { kind: 'link', label: 'Keep it right', href: '/keep' },
      { kind: 'text', text: 'If they are not the same, answer this mail: they can be two again.' },
    ],
  }
}

/** Both of two by name and address. */
export function pairParts({ stays, goes }: Pair<{ name: string; slug: string }>): Letter['parts'] {
  return [
    {
      kind: 'facts',
      rows: [
        ['Stays', stays.name],
        ['Goes, and leads there', goes.name],
      ],
    },
    { kind: 'link', label: 'The one that stays', href: `/initiatives/${stays.slug}` },
    { kind: 'link', label: 'The address that leads there', href: `/initiatives/${goes.slug}` },
  ]
}
