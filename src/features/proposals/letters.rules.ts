// What people are written about their proposals: the site's own words round what an editor wrote.
import type { Letter, Part } from '../../platform/mail/letters.ts'
import { joinWords } from '../../platform/text/words.ts'
import { type FieldName, wordsFor } from '../initiatives/fields.ts'
import { hashToken } from '../people/secrets.rules.ts'
import type { Half, Outcome, Pair, Proposal } from './fields.ts'
import { pairParts } from './merging.rules.ts'
import { fieldsAsked, isPoint } from './rules.ts'

export interface Told {
  /** What the listing is called. */
  name: string
  /** Its path, once it has one. */
  path: string
  /** What the sender is called; '' for not known. */
  sender: string
  reply: string
  /** Of a report: what came of it. */
  came: Came
  /** The two that are one now, or would have been. */
  pair: Pair<Half> | null
}

export type Came = Outcome | 'change' | 'nothing'

export type Answer = 'approved' | 'rejected' | 'asked'

/** A mail as it goes out, for whoever decides to read beforehand. */
export interface Mail {
  to: string
  subject: string
  text: string
}

const SUBJECTS: Record<Answer, Record<Proposal['kind'], string>> = {
  approved: {
    new: 'Your project is on the map',
    edit: 'Your changes are live',
    claim: 'You can keep your listing now',
    report: 'Thank you: we looked into what you told us',
    merge: 'Thank you: what was listed twice is one now',
  },
  rejected: {
    new: 'About the project you sent us',
    edit: 'About the changes you sent us',
    claim: 'About the listing you asked to keep',
    report: 'We looked into what you told us',
    merge: 'We looked into what you told us',
  },
  asked: {
    new: 'A question about the project you sent us',
    edit: 'A question about the changes you sent us',
    claim: 'A question about the listing you asked to keep',
    report: 'A question about what you told us',
    merge: 'A question about what you told us',
  },
}

const FIRST: Record<Answer, string> = {
  approved: 'An editor has read what you sent, and said yes.',
  rejected: 'An editor has read what you sent, and decided against it. This is why:',
  asked: 'An editor has read what you sent, and asks:',
}
const LAST: Record<Answer, string> = {
  approved: 'If something is still not right, suggest another change on its page.',
  rejected: 'If you think that this is a mistake, answer this mail or send it again with what is missing.',
  asked: 'Nothing happens to what you sent until you answer.',
}
const KEPT =
  'There is no password: that page sends a link to this address whenever you want to change something.'
const SOME = 'Some of your changes are live'
const PARTLY = 'An editor has read what you sent, and said yes to some of it.'
const LOOKED = 'An editor has looked into what you told us.'
const CAME: Record<Came, string> = {
  nothing: 'The listing stays as it is.',
  change: 'The listing has been changed since you told us.',
  ending: 'The listing says now that it has ended.',
  removal: 'The listing is off the site now.',
}
const ONE =
  'What you told us of was listed twice, and the two are one now: the address of the one leads to the other.'
const NOT_YOU =
  'Somebody, we hope you, gave us this address. If it was not you, there is nothing you need to do.'
const TELL_AGAIN = 'If something is still not right, tell us again on its page.'

/** The letter that tells somebody what became of what they sent. */
export function decisionLetter(
  proposal: Pick<Proposal, 'kind' | 'uuid' | 'asked' | 'taken' | 'confirmed_at'>,
  outcome: Answer,
  { name, path, sender, reply, came, pair }: Told,
): Letter {
  const isYes = outcome === 'approved'
  const left = isYes ? fieldsLeft(proposal) : []
  const isReport = isYes && (proposal.kind === 'report' || proposal.kind === 'merge')
  const isKept = isYes && (proposal.kind === 'new' || proposal.kind === 'claim')
  const parts: Part[] = [
    { kind: 'text', text: sender ? `Hello ${sender},` : 'Hello,' },
    { kind: 'text', text: isReport ? LOOKED : left.length > 0 ? PARTLY : FIRST[outcome] },
  ]
  if (isYes && proposal.kind === 'report') parts.push({ kind: 'text', text: CAME[came] })
  if (isYes && pair) parts.push({ kind: 'text', text: ONE })
  if (reply) parts.push({ kind: 'quote', text: reply })
  const about = pair ? `${pair.goes.name}, and ${pair.stays.name}` : name
  if (isYes && pair) parts.push(...pairParts(pair))
  else parts.push({ kind: 'facts', rows: [['What it is about', about], ...partlyOf(proposal, left)] })
  if (outcome === 'asked')
    parts.push({ kind: 'link', label: 'Answer the question', href: `/proposals/${proposal.uuid}` })
  else if (path && !(isYes && pair)) parts.push({ kind: 'link', label: 'See it on the site', href: path })
  if (isKept) parts.push({ kind: 'link', label: 'Keep your listing right', href: '/keep' })
  parts.push({ kind: 'text', text: isReport ? TELL_AGAIN : isKept ? KEPT : LAST[outcome] })
  if (proposal.confirmed_at === null) parts.push({ kind: 'text', text: NOT_YOU })
  return { subject: left.length > 0 ? SOME : SUBJECTS[outcome][proposal.kind], parts }
}

/** What was taken of an edit and what was not, where it was not all. */
function partlyOf(
  proposal: Pick<Proposal, 'asked' | 'taken'>,
  left: readonly FieldName[],
): [string, string][] {
  if (left.length === 0) return []
  return [
    ['Taken', labelsOf(proposal, proposal.taken)],
    ['Left as it was', labelsOf(proposal, left)],
  ]
}

/** A short mark of a mail, to tell whether it is the one that somebody has read. */
export function markOf({ to, subject, text }: Mail): string {
  return hashToken(JSON.stringify([to, subject, text])).slice(0, 22)
}

/** The mail to the sender, and that to whoever keeps one of two listings; nothing where nobody is told. */
export interface Mails {
  mail: Mail | null
  told: Mail | null
}

/** Whether nobody is told, or what they are told was read before. */
export function areRead({ mail, told }: Mails, read: readonly string[]): boolean {
  return [mail, told].every(one => one === null || read.includes(markOf(one)))
}

/** Of an edit, the fields that were not accepted. */
function fieldsLeft(proposal: Pick<Proposal, 'kind' | 'asked' | 'taken'>): FieldName[] {
  if (proposal.kind !== 'edit' || proposal.taken.length === 0) return []
  return fieldsAsked(proposal).filter(name => !proposal.taken.includes(name))
}

function labelsOf({ asked }: Pick<Proposal, 'asked'>, names: readonly FieldName[]): string {
  return joinWords(names.filter(name => !isPoint(name, asked)).map(name => wordsFor(name).label))
}
