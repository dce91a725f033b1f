// The pieces that fields are made of: lines, texts, lists, choices, addresses, and the rows of what comes in rows.
import { z } from 'zod'
import { cleanLine, cleanText } from '../../platform/text/clean.ts'
import { type Choice, NEED_KINDS, valuesOf } from './choices.fields.ts'

/** How many characters describe a photo at most. */
export const PHOTO_WORDS = 250

// Of joiners and marks alone nobody sees anything.
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u

export const line = (most: number) =>
  z
    .string()
    .transform(cleanLine)
    .pipe(z.string().max(most, `must be ${most} characters or fewer`))
    .default('')
export const text = (most: number) =>
  z
    .string()
    .transform(cleanText)
    .pipe(z.string().max(most, `must be ${most} characters or fewer`))
    .default('')
export const needed = (most: number, message: string) =>
  z
    .string({ error: message })
    .transform(cleanLine)
    .pipe(z.string().regex(SEEN, message).max(most, `must be ${most} characters or fewer`))
export const choice = <const C extends readonly Choice[]>(choices: C) =>
  z.enum(valuesOf(choices), {
    error: `must be one of: ${choices.map(([value]) => value || 'nothing').join(', ')}`,
  })
export const list = (
  most: number,
  item: z.ZodType<string> = z.string().transform(cleanLine).pipe(z.string().min(1).max(80)),
) => z.array(item).max(most, `may have at most ${most} entries`).default([])
export const date = z.iso.date({ error: 'must be a date such as 2026-12-31' })
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 09:30')
export const email = z.email({ error: 'must be an e-mail address such as name@example.org' }).max(254)
export const webAddress = z
  .url({
    protocol: /^https?$/,
    hostname: z.regexes.domain,
    error: 'must be a web address such as https://example.org',
  })
  .max(300)
  .refine(isPlainAddress, 'must be a web address without a user name or a port')
export const degrees = (limit: 90 | 180) =>
  z.number({ error: 'must be a number of degrees' }).min(-limit).max(limit).nullable().default(null)
const NO_MONTH = 'must be a month, like March'
export const month = z.int({ error: NO_MONTH }).min(1, NO_MONTH).max(12, NO_MONTH).nullable().default(null)
export const optional = <T extends z.ZodType<string>>(type: T) =>
  z.union([z.literal(''), type], { error: issue => firstMessage(type, issue.input) }).default('')

export const session = z
  .strictObject({
    days: z
      .array(
        z
          .int()
          .min(1, 'has a day that is not 1 (Monday) to 7')
          .max(7, 'has a day that is not 1 (Monday) to 7'),
      )
      .min(1, 'needs at least one day')
      .max(7),
    weeks: z
      .array(z.union([z.int().min(1).max(5), z.literal('last')]))
      .max(6)
      .default([]),
    opens: time,
    closes: time,
    note: line(120),
  })
  .refine(({ opens, closes }) => closes > opens, { error: 'must close after it opens', path: ['closes'] })
export const pause = z
  .strictObject({ starts_on: date, ends_on: date, note: line(120) })
  .refine(({ starts_on, ends_on }) => ends_on >= starts_on, {
    error: 'must not end before it starts',
    path: ['ends_on'],
  })
export const need = z.strictObject({
  kind: choice(NEED_KINDS),
  title: needed(80, 'Say what is needed'),
  detail: line(200),
  until: date.nullable().default(null),
})

export const photo = z.strictObject({
  uuid: z.uuid('is not a photo of ours'),
  alt: needed(PHOTO_WORDS, 'Describe the photo for someone who cannot see it'),
})

function firstMessage(type: z.ZodType<string>, input: unknown): string {
  return type.safeParse(input).error?.issues[0]?.message ?? 'is not right'
}

function isPlainAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { username, password, port } = new URL(address)
  return username === '' && password === '' && port === ''
}
