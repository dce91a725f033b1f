// Pages of what listings said: all revisions of one, two of them side by side, and what somebody's undoing would do.
import { joinWords } from '../../platform/text/words.ts'
import { type FieldName, fieldNames, wordsFor } from '../initiatives/fields.ts'
import type { Revision } from '../initiatives/revisions.store.ts'
import { sayMoment } from '../people/moments.rules.ts'
import { diffFields } from './diff.rules.ts'
import { LISTINGS_PATH } from './listings.view.ts'
import type { Undoing } from './revisions.rules.ts'
import { type Names, sayValue } from './values.rules.ts'
import { saySince } from './waiting.rules.ts'

export interface RevisionsParts {
  id: number
  name: string
  all: readonly Revision[]
  editorName(personId: number | null): string
  now: Date
}

const MAKERS: Record<Revision['made_as'], string> = {
  editor: 'an editor',
  keeper: 'a keeper',
  visitor: 'a visitor',
  import: 'an import',
  system: 'the site',
}

export function revisionsPage({ id, name, all, editorName, now }: RevisionsParts) {
  const [latest, before] = all
  return {
    title: `Revisions of ${name}`,
    back: { href: `${LISTINGS_PATH}/${id}`, label: name },
    action: `${LISTINGS_PATH}/${id}/revisions/comparison`,
    can_compare: all.length > 1,
    rows: all.map(revision => ({
      number: String(revision.number),
      is_latest: revision === latest,
      from: revision === before,
      when: saySince(revision.made_at, now),
      who: whoOf(revision, editorName),
      why: revision.why,
      changes: changesOf(revision),
      proposal: revision.proposal_id === null ? '' : `/admin/queue/${revision.proposal_id}`,
      restoration:
        revision === latest ? '' : `${LISTINGS_PATH}/${id}/revisions/${revision.number}/restoration`,
      since:
        revision.made_by === null
          ? ''
          : `/admin/changes/${revision.made_by}?${new URLSearchParams({ since: revision.made_at })}`,
    })),
    seen: String(latest?.number ?? 0),
  }
}

export interface ComparedRevisions {
  id: number
  name: string
  from: Revision
  to: Revision
  called: Names
}

export function comparisonPage({ id, name, from, to, called }: ComparedRevisions) {
  const names = fieldNames.filter(
    field => sayValue(field, from.fields[field], called) !== sayValue(field, to.fields[field], called),
  )
  return {
    title: `Revisions ${from.number} and ${to.number} of ${name}`,
    lead: '',
    back: { href: `${LISTINGS_PATH}/${id}/revisions`, label: 'All revisions' },
    diff: {
      ...{
        caption: 'What differs',
        before: `Revision ${from.number}`,
        after: `Revision ${to.number}`,
        take: '',
      },
      rows: diffFields(from.fields, to.fields, called, names).map(row => ({ ...row, note: '', tick: null })),
    },
  }
}

export interface ChangesParts {
  person: { id: number; name: string }
  since: string
  rows: readonly (Undoing & { isTheirs: boolean })[]
  now: Date
}

/** What undoing all that somebody did would do, before it does. */
export function changesPage({ person, since, rows, now }: ChangesParts) {
  const able = rows.filter(({ act, isTheirs }) => act !== 'skip' && !isTheirs)
  return {
    title: `Undo what ${person.name} did`,
    lead: `All that ${person.name} did, or asked for and was given, since ${sayMoment(since, now).replace(/^on /, '')}. Nothing that others changed is touched.`,
    action: `/admin/changes/${person.id}/undoing`,
    since,
    rows: rows.map(row => ({
      href: `${LISTINGS_PATH}/${row.id}`,
      name: row.name,
      icon: row.act === 'skip' || row.isTheirs ? 'x' : 'history',
      note: row.isTheirs ? 'Left as it is: it lies outside your areas.' : NOTES[row.act](row),
    })),
    button:
      able.length === 1
        ? 'Undo it on 1 listing'
        : able.length > 0
          ? `Undo it on ${able.length} listings`
          : '',
    back: { href: LISTINGS_PATH, label: 'Listings' },
  }
}

const NOTES: Record<Undoing['act'], (one: Undoing) => string> = {
  restore: ({ to }) => `Says again what revision ${to?.number ?? 1} said.`,
  remove: () => 'Taken down: they listed it.',
  skip: () => 'Left as it is: somebody else changed it since.',
}

function whoOf({ made_by, made_as }: Revision, editorName: RevisionsParts['editorName']): string {
  const name = editorName(made_by)
  return name && made_as !== 'keeper' ? name : MAKERS[made_as]
}

function changesOf({ changes, number }: Revision): string {
  if (number === 1) return 'What it said first'
  const labels = changes.map(name => wordsFor(name as FieldName).label)
  return labels.length > 6 ? `${labels.slice(0, 6).join(', ')} and more` : joinWords(labels)
}
