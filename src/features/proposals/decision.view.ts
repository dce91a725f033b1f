// What an editor may decide on a proposal: the form, and each mail as it would go.
import { count } from '../../platform/text/words.ts'
import { type FormField, type FormValues, firstOf, formOf, type Issue } from '../../platform/web/forms.ts'
import type { FieldName } from '../initiatives/fields.ts'
import { FORM_GROUPS } from '../initiatives/form.rules.ts'
import { type Action, LONGEST_REPLY } from './decision.rules.ts'
import type { AskedFields } from './fields.ts'
import type { Item } from './item.fields.ts'
import { type Mail, type Mails, markOf } from './letters.rules.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { REASONS, REPLY_DRAFTS, replyDraftsFor } from './replies.rules.ts'
import { fieldsAsked, isPoint } from './rules.ts'
import { staysField } from './stays.view.ts'
import { type Names, sayValue } from './values.rules.ts'

export interface DecisionParts {
  item: Item
  names: Names
  revision: number
  /** What was typed before, when the page is shown again. */
  values?: FormValues
  issues?: Issue[]
  mails: readonly Rehearsed[]
  /** What was pressed before its mail was read. */
  unread?: Action | undefined
}

/** What a decision would come to: the mails that would go, or why none would. */
export interface Rehearsed extends Mails {
  action: Action
  note: string
}

const START = 'Start the reply from'

export function decisionView(parts: DecisionParts, query: string) {
  const { item, revision, values, issues = [], mails, unread } = parts
  const { proposal } = item
  const base = `${QUEUE_PATH}/${proposal.id}`
  const changes = fieldsShown(item, parts.names).length
  const { parts: drawn, errors } = formOf(decisionFields(item), valuesIn(item, values), issues)
  const [reason, drafts, reply, stays] = drawn
  const hasAnswer = proposal.email !== ''
  const isTold = mails.some(({ told }) => told !== null)
  const taken = values ? [values.take ?? []].flat().length : changes
  return {
    errors,
    ...{ action: `${base}/approval${query}`, reason, drafts, reply, has_answer: hasAnswer },
    stays: stays ?? null,
    hidden: [
      { name: 'version', value: String(proposal.version) },
      { name: 'revision', value: String(revision) },
    ],
    fill: `${base}/draft${query}`,
    preview: `${base}/preview${query}`,
    mails: hasAnswer || isTold ? mailsOf(item, mails, unread) : null,
    approve: {
      label: approveLabel(item, taken || changes),
      action: `${base}/approval${query}`,
      again: unread === 'approval',
    },
    question: hasAnswer ? { action: `${base}/question${query}`, again: unread === 'question' } : null,
    rejection: { action: `${base}/rejection${query}`, again: unread === 'rejection' },
    follow: followOf(item, base, query, unread),
    foot: footOf(hasAnswer, isTold),
  }
}

function footOf(hasAnswer: boolean, isTold: boolean): string {
  if (hasAnswer) return 'Can be undone for 10 minutes, before the reply is sent. Then the next one opens.'
  const who = isTold ? 'only those who keep one of them are written to' : 'nobody is written to'
  return `Can be undone for 10 minutes. They left no address, so ${who}. Then the next one opens.`
}

/** What stands in the boxes, with the draft that was asked for. */
export function withDraft(item: Item, changes: number, values: FormValues | undefined): FormValues {
  const draft = REPLY_DRAFTS.find(({ id }) => values && id === firstOf(values, 'draft'))
  const isFilled = values !== undefined && firstOf(values, 'fill') !== '' && draft
  return { ...values, ...(isFilled && { reply: draft.text(nameOf(item), changes) }) }
}

const IN_ORDER = FORM_GROUPS.flatMap(({ fields }) => fields)

/** The fields a diff shows, in the order of the form: of a new listing all that say something. */
export function fieldsShown(item: Item, saying: Names): FieldName[] {
  const { proposal, live, whole } = item
  const place = (name: FieldName) => IN_ORDER.indexOf(name) + 1 || IN_ORDER.length + 1
  const names = fieldsAsked(proposal)
    .filter(name => !isPoint(name, proposal.asked))
    .sort((a, b) => place(a) - place(b))
  if (proposal.kind !== 'new') return names
  return names.filter(name => sayValue(name, askedOf(item)[name], saying) !== '' && (live || whole))
}

/** What is asked for, as it would be kept. */
export function askedOf({ proposal, whole }: Item): AskedFields {
  if (!whole) return proposal.asked
  return Object.fromEntries(fieldsAsked(proposal).map(name => [name, whole[name]]))
}

export function nameOf({ proposal, live, gone }: Item): string {
  return live?.fields.name ?? proposal.asked.name ?? gone?.name ?? 'Without a name'
}

function mailsOf({ proposal }: Item, mails: readonly Rehearsed[], unread: Action | undefined) {
  const words = proposal.kind === 'report' ? { ...IF, approval: 'If you leave it as it is' } : IF
  return {
    read: marksOf(mails),
    asks: unread !== undefined,
    rows: mails.flatMap(({ action, mail, told, note }, at) => {
      const open = unread ? action === unread : at === 0
      const row = { id: `mail-${action}`, label: words[action], note, open, ...wordsOf(mail) }
      const more = {
        id: `mail-${action}-told`,
        label: `${words[action]}: to whoever keeps one of them`,
        note: '',
        open,
      }
      return told ? [row, { ...more, ...wordsOf(told) }] : [row]
    }),
  }
}

/** The marks of all the mails that a page shows. */
export function marksOf(mails: readonly Mails[]): string {
  const shown = mails.flatMap(({ mail, told }) => [mail, told]).filter(one => one !== null)
  return shown.map(markOf).join(',')
}

export function wordsOf(mail: Mail | null): Mail {
  return { to: mail?.to ?? '', subject: mail?.subject ?? '', text: mail?.text ?? '' }
}

const IF: Record<Action, string> = {
  approval: 'If you approve',
  question: 'If you ask',
  rejection: 'If you reject',
  ending: 'If it has ended',
  removal: 'If you take it down',
}

/** Which of two stays is always chosen: the one that would stay where nobody says otherwise. */
function valuesIn({ pair }: Item, values: FormValues = {}): FormValues {
  if (!pair || firstOf(values, 'stays') !== '') return values
  return { ...values, stays: String(pair.stays.id) }
}

function decisionFields({ proposal, pair }: Item): FormField[] {
  return [
    {
      ...{ control: 'select', name: 'reason', label: 'Reason, kept in the record' },
      options: [
        { value: '', label: 'Choose a reason' },
        ...Object.entries(REASONS).map(([value, label]) => ({ value, label })),
      ],
    },
    {
      ...{ control: 'select', name: 'draft', label: START },
      options: [
        { value: '', label: 'Nothing' },
        ...replyDraftsFor(proposal.kind).map(({ id, label }) => ({ value: id, label })),
      ],
    },
    {
      ...{ control: 'textarea', name: 'reply', label: 'Reply to the sender' },
      attributes: { rows: '4', maxlength: String(LONGEST_REPLY) },
    },
    ...(pair ? [staysField(pair)] : []),
  ]
}

function approveLabel({ proposal }: Item, changes: number): string {
  if (proposal.kind === 'edit')
    return proposal.revision_id === null ? `Approve ${count(changes, 'change')}` : 'Let it stand'
  if (proposal.kind === 'new') return 'Approve and list it'
  if (proposal.kind === 'claim') return 'Approve the new keeper'
  return proposal.kind === 'merge' ? 'Make them one' : 'Leave it as it is'
}

/** What a report may lead to. */
function followOf({ proposal, live }: Item, base: string, query: string, unread: Action | undefined) {
  if (proposal.kind !== 'report' || !live) return null
  const listing = `/admin/initiatives/${proposal.initiative_id}`
  return {
    ending: { action: `${base}/ending${query}`, again: unread === 'ending' },
    removal: { action: `${base}/removal${query}`, again: unread === 'removal' },
    links: [
      { href: `${listing}/edit`, label: 'Change what it says' },
      { href: `${base}/double${query}`, label: 'Make it one with another' },
    ],
  }
}
