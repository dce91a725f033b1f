// The page of the record: who did what to which thing, the newest first.
import { capitalise } from '../../platform/text/words.ts'
import { pagination } from '../../platform/web/pages.ts'
import { sayField } from '../initiatives/fields.ts'
import type { AuditRow } from '../people/audit.store.ts'
import { sayMoment } from '../people/moments.rules.ts'
import { KIND_WORDS, KINDS, REPORT_WORDS } from './fields.ts'

export const AUDIT_SIZE = 50

export interface AuditParts {
  /** One more than a page has, where there is one. */
  rows: AuditRow[]
  /** The names of those who look after the site, as they are called now. */
  names: ReadonlyMap<number, string>
  page: number
  now: Date
}

export function auditPage({ rows, names, page, now }: AuditParts) {
  const last = page + (rows.length > AUDIT_SIZE ? 1 : 0)
  return {
    title: 'Record',
    lead: 'Everything that was decided and changed, by number alone. It only ever grows: nobody can change or delete it.',
    rows: rows.slice(0, AUDIT_SIZE).map(row => ({
      what: capitalise(row.action),
      who:
        row.person_id === null ? WHO[row.made_as] : (names.get(row.person_id) ?? `Person ${row.person_id}`),
      when: sayMoment(row.made_at, now),
      subject: row.subject_id === null ? row.subject_kind : `${row.subject_kind} ${row.subject_id}`,
      href: hrefOf(row),
      detail: Object.entries(row.detail)
        .map(([name, value]) => `${sayField(name)}: ${[value].flat().map(sayPart).join(', ')}`)
        .filter(text => !text.endsWith(': '))
        .join('; '),
    })),
    pagination: last > 1 ? pagination(page, last, number => `/admin/audit?page=${number}`) : null,
  }
}

const WHO: Record<AuditRow['made_as'], string> = {
  admin: 'An admin',
  editor: 'An editor',
  keeper: 'A keeper',
  visitor: 'A visitor',
  system: 'The site itself',
}

/** A number, a name of a field, a kind, a reason: each as people say it. */
function sayPart(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = String(value ?? '')
  const words = { ...REPORT_WORDS, ...Object.fromEntries(KINDS.map(kind => [kind, KIND_WORDS[kind].name])) }
  return Object.hasOwn(words, text) ? (words[text as keyof typeof words] as string) : sayField(text)
}

const PATHS: Record<string, string> = {
  proposal: '/admin/queue/',
  initiative: '/admin/initiatives/',
  person: '/admin/people/',
  mail: '/admin/mail/',
}

function hrefOf({ subject_kind, subject_id }: AuditRow): string {
  const path = PATHS[subject_kind]
  return path && subject_id !== null ? `${path}${subject_id}` : ''
}
