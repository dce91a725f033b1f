// Two listings of one thing on the editors' desk: finding the other, and which of them stays.
import { type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { wordsOf } from './decision.view.ts'
import type { Half, Other, Pair } from './fields.ts'
import { type Mails, markOf } from './letters.rules.ts'
import { sayPlace } from './sending.view.ts'
import { staysField } from './stays.view.ts'

interface Named {
  name: string
  back: { href: string; label: string }
}

export interface FindingParts extends Named {
  q: string
  others: readonly (Other & { isMine: boolean })[]
  /** Where it is named with one press; '' where it is chosen first. */
  action: string
  /** What the address has besides what is looked for. */
  kept: URLSearchParams
}

/** Where somebody looks for the listing that is the same. */
export function findingPage({ name, back, q, others, action, kept }: FindingParts) {
  return {
    title: `What is ${name} the same as?`,
    ...{ back, action, empty: others.length === 0 ? NONE[q === '' ? 'likely' : 'found'] : '' },
    search: formOf([SEARCH], { q }).parts,
    hidden: [...kept].map(([name, value]) => ({ name, value })),
    heading: q === '' ? 'Likely ones' : 'What was found',
    rows: others.map(({ listed, metres, isMine }) => ({
      ...{ id: String(listed.id), name: listed.name, href: `/initiatives/${listed.slug}` },
      ...{ place: sayPlace({ listed, metres }), summary: listed.summary },
      note: isMine ? '' : 'It lies outside your areas, so an editor who looks after both decides.',
    })),
  }
}

const NONE = {
  likely: 'No other listing has a name like it or stands near it. Look for it by its name.',
  found: 'There is no other listing by that name or at that address.',
}
const SEARCH: FormField = {
  ...{ control: 'search', name: 'q', label: 'Name of the other listing, or its address' },
}

export interface MergingParts extends Named {
  pair: Pair<Half>
  action: string
  /** The listing that was named. */
  into: number
  /** What whoever keeps one of them is told; nothing where it is asked of another editor. */
  mails: Mails | null
  /** Whether somebody pressed before they read it. */
  asks: boolean
  values: FormValues
  issues: Issue[]
}

/** Both by name and address, which of them stays, and what whoever keeps one is told. */
export function mergingPage({ name, back, pair, action, into, mails, asks, values, issues }: MergingParts) {
  const other = [pair.stays, pair.goes].find(({ id }) => id === into)
  const stays = String(pair.stays.id)
  const fields = mails ? [staysField(pair)] : [NOTE]
  const { parts, errors } = formOf(fields, { stays, ...values }, issues)
  const told = mails?.told ?? null
  return {
    title: `Make ${name} one with ${other?.name ?? ''}?`,
    lead: mails
      ? ''
      : `${other?.name ?? ''} lies outside your areas, so an editor who looks after both decides.`,
    ...{ back, action, into: String(into), parts, errors, asks },
    mail: told && { ...wordsOf(told), note: '' },
    read: told ? markOf(told) : '',
    foot: mails
      ? `Can be undone for 10 minutes. ${told ? 'Then the mail goes.' : 'Nobody keeps either, so nobody is written to.'}`
      : '',
    button: mails ? 'Make them one' : 'Ask for it',
  }
}

const NOTE: FormField = {
  ...{ control: 'textarea', name: 'note', label: 'How do you know that they are the same?', optional: true },
  attributes: { rows: '4', maxlength: '2000' },
}
