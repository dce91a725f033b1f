// A new project while it is written, and the steps in which it is.
import type { FormValues } from '../../platform/web/forms.ts'
import type { Proposal } from './fields.ts'

export const STEP_NAMES = ['about', 'where', 'when', 'visiting', 'contact', 'you'] as const
export type StepName = (typeof STEP_NAMES)[number]

/** What nobody sent or confirmed is let go after so many days. */
export const KEPT_DAYS = 7

export interface Draft {
  proposal: Proposal
  sender_name: string
  is_home: '' | 'yes' | 'no'
  done: StepName[]
  /** Listings that it is different from, as its sender said. */
  different: number[]
  /** What was typed in steps that were left before it could be read. */
  typed: Partial<Record<StepName, FormValues>>
  /** What spoke for spam while it was written. */
  signs: string[]
  /** Something filled in the box that nobody sees. */
  is_trapped: boolean
  said_hash: string
}
