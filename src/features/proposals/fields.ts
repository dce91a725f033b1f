// Proposals: any change somebody asks for, in what states it may be, and what is said of each.
import type { FieldName, InitiativeFields } from '../initiatives/fields.ts'
import type { Listed } from '../initiatives/kept.fields.ts'

export const KINDS = ['new', 'edit', 'claim', 'report', 'merge'] as const
export type Kind = (typeof KINDS)[number]

/**
 * draft: still being written · unconfirmed: sent, but the address is not known to be theirs · held: looks like spam ·
 * waiting: for an editor · asked: an editor asked something back · approved, rejected · withdrawn by whoever sent it
 */
export const STATUSES = [
  'draft',
  'unconfirmed',
  'held',
  'waiting',
  'asked',
  'approved',
  'rejected',
  'withdrawn',
] as const
export type Status = (typeof STATUSES)[number]

export const REPORT_REASONS = ['closed', 'wrong', 'duplicate', 'unsafe', 'rude', 'other'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

export const REPORT_WORDS: Record<ReportReason, string> = {
  closed: 'It has closed or moved away',
  wrong: 'Something it says is wrong',
  duplicate: 'It is listed twice',
  unsafe: 'It may not be safe',
  rude: 'It is rude, or a fake',
  other: 'Something else',
}

export const KIND_WORDS: Record<Kind, { name: string; icon: string }> = {
  new: { name: 'New', icon: 'sparkles' },
  edit: { name: 'Changed', icon: 'pencil' },
  claim: { name: 'Claimed', icon: 'users' },
  report: { name: 'Reported', icon: 'flag' },
  merge: { name: 'Maybe a double', icon: 'copy' },
}

/** Of two listings made one, or to be: the one that stays, and the one whose addresses lead there. */
export interface Pair<T> {
  stays: T
  goes: T
}

/** One of two listings, as whoever decides which of them stays has to know it. */
export interface Half {
  id: number
  slug: string
  name: string
  created_at: string
  keepers: number
}

/** Another listing that somebody may mean, and how far away it is shown; nothing where there is no saying. */
export interface Other {
  listed: Listed
  metres: number | null
}

/** What a report may lead to there and then: the listing says that it has ended, or is taken down. */
export type Outcome = 'ending' | 'removal'

/** The fields asked for; nothing else of a listing is touched. */
export type AskedFields = Partial<InitiativeFields>

export interface Proposal {
  id: number
  /** What the sender knows it by. */
  uuid: string
  kind: Kind
  status: Status
  /** The listing it is about; for a new one the listing it became. */
  initiative_id: number | null
  /** The listing that another is to be made one with. */
  into_id: number | null
  asked: AskedFields
  /** What those fields said when it was asked. */
  base: AskedFields
  /** Which of them were accepted. */
  taken: FieldName[]
  report_reason: ReportReason | ''
  /** Of two that may be one: what was reported, where an editor named the other in a report. */
  reported_for: ReportReason | ''
  /** What the sender wrote to the editors. */
  note: string
  email: string
  person_id: number | null
  /** Why it looks like spam. */
  held_for: string[]
  created_at: string
  updated_at: string
  sent_at: string | null
  confirmed_at: string | null
  decided_at: string | null
  decided_by: number | null
  decision_reason: string
  reply: string
  undo_until: string | null
  /** The revision that it made. A proposal that waits and has one is live already: it came from a trusted keeper. */
  revision_id: number | null
  locked_by: number | null
  locked_until: string | null
  /** Counts its changes, so that nobody decides on what they have not seen. */
  version: number
}

/** A proposal as the queue lists it. */
export interface Queued {
  id: number
  kind: Kind
  status: Status
  report_reason: ReportReason | ''
  /** The name asked for, or that of the listing. */
  name: string
  /** The other listing, where two may be one; '' for none. */
  other: string
  note: string
  area: string
  changes: number
  is_live: boolean
  confirmed_at: string
  locked_by: number | null
  locked_until: string | null
  /** How many earlier ones came from the same address. */
  earlier: number
}

export interface Message {
  is_from_editor: boolean
  text: string
  made_at: string
}
