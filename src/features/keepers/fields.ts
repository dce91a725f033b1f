// The forms of those who keep a listing right, and what a link of theirs is about.
import { z } from 'zod'
import { cleanLine, cleanText } from '../../platform/text/clean.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import { emailField } from '../people/fields.ts'
import { REPORT_REASONS, type ReportReason } from '../proposals/fields.ts'

/** One person asks, or is asked, by one address. */
export const addressForm = z.strictObject({ email: emailField })

export const claimForm = z.strictObject({
  email: emailField,
  note: z.string().max(2000, 'Say it in at most 2,000 characters').transform(cleanText).default(''),
  /** Nobody sees this box; programs fill it in. */
  company: z.string().default(''),
})

export const pauseForm = z.strictObject({
  until: z.iso.date({ error: 'Choose the day it comes back' }),
})

/** A listing as whoever keeps it sees it in their list. */
export interface Kept
  extends Pick<InitiativeFields, 'name' | 'status' | 'paused_until' | 'confirmed_on' | 'confirmed_by'> {
  id: number
  uuid: string
  slug: string
  is_trusted: boolean
  /** How many keep it. */
  keepers: number
  /** How many changes to it wait for an editor. */
  waiting: number
  /** How many changes of keeper wait for an objection. */
  handovers: number
}

/** What somebody offers another: to keep it instead of them, or beside them. */
export const OFFERS = ['instead', 'beside'] as const
export type OfferKind = (typeof OFFERS)[number]

const NEEDS_WORDS: readonly ReportReason[] = ['wrong', 'other']

export const reportForm = z
  .strictObject({
    reason: z.enum(REPORT_REASONS, { error: 'Choose what the problem is' }),
    note: z.string().max(4000, 'Say it in at most 4,000 characters').transform(cleanText).default(''),
    email: z
      .union([z.literal(''), emailField], {
        error: 'Enter an e-mail address, like name@example.org, or none',
      })
      .default(''),
    company: z.string().default(''),
    /** Of one that is there twice: the slug of the other, or one of the two below. */
    other: z.string().max(200).default(''),
    another: z.string().max(300, 'Use at most 300 characters').transform(cleanLine).default(''),
  })
  .refine(({ reason, note }) => note !== '' || !NEEDS_WORDS.includes(reason), {
    path: ['note'],
    error: 'Say what is wrong',
  })
export type Report = z.output<typeof reportForm>

/** What somebody chooses who means none of the listings shown, or does not know; no slug looks like these. */
export const ANOTHER = '+'
export const UNSURE = '?'
