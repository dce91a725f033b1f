// What an initiative says: one zod object that gives type, messages, labels, hints, controls, columns and CSV headers.
import { z } from 'zod'
import {
  ACCESS_ANSWERS,
  BOOKINGS,
  type Choice,
  CONFIRMERS,
  COSTS,
  NOT_STATED,
  ORGANISATION_KINDS,
  PRECISIONS,
  REFERRALS,
  STATUSES,
  WHERE_KINDS,
} from './choices.fields.ts'
import {
  choice,
  date,
  degrees,
  email,
  line,
  list,
  month,
  need,
  needed,
  optional,
  pause,
  photo,
  session,
  text,
  webAddress,
} from './pieces.fields.ts'

/** How many photos a listing has at most. */
export const MOST_PHOTOS = 5

export type Control = 'line' | 'lines' | 'choice' | 'tick' | 'list' | 'date' | 'month' | 'rows' | 'degrees'
/** Where a field is kept: a column of the listing, a column of its private table, or rows of its own. */
export type Kept = 'public' | 'private' | 'rows'
export interface FieldWords {
  label: string
  hint?: string
  control: Control
  kept: Kept
  choices?: readonly Choice[]
}

const says = <T extends z.ZodType>(
  type: T,
  kept: Kept,
  control: Control,
  label: string,
  more: { hint?: string; choices?: readonly Choice[] } = {},
) => type.meta({ kept, control, label, ...more })
const access = (label: string) =>
  says(choice(ACCESS_ANSWERS).default(''), 'public', 'choice', label, { choices: ACCESS_ANSWERS })

const COST_ANSWERS = [...COSTS, NOT_STATED] as const
const REFERRAL_ANSWERS = [...REFERRALS, NOT_STATED] as const
const BOOKING_ANSWERS = [...BOOKINGS, NOT_STATED] as const
const ORGANISATION_ANSWERS = [NOT_STATED, ...ORGANISATION_KINDS] as const

const NO_KIND = 'Choose what kind of thing it is'

export const initiativeFields = z.strictObject({
  name: says(needed(120, 'Enter the name people know it by'), 'public', 'line', 'Name'),
  summary: says(needed(200, 'Say in one line what it does'), 'public', 'line', 'In one line', {
    hint: 'What would you tell a neighbour?',
  }),
  description: says(text(10_000), 'public', 'lines', 'More about it', {
    hint: 'Leave a line empty between paragraphs.',
  }),
  keywords: says(list(20), 'public', 'list', 'Other words people search for'),
  categories: says(
    z
      .array(z.string(), { error: NO_KIND })
      .min(1, NO_KIND)
      .max(3, 'may have at most three kinds')
      .refine(isUnique, 'has the same kind twice'),
    'rows',
    'list',
    'Kinds',
    { hint: 'The main one first, then up to two more.' },
  ),
  organisation_name: says(line(120), 'public', 'line', 'Organisation', {
    hint: 'If it differs from the name.',
  }),
  organisation_kind: says(
    choice(ORGANISATION_ANSWERS).default(''),
    'public',
    'choice',
    'Kind of organisation',
    { choices: ORGANISATION_ANSWERS },
  ),
  organisation_number: says(line(40), 'public', 'line', 'Charity or company number'),
  where_kind: says(choice(WHERE_KINDS).default('address'), 'public', 'choice', 'Where it happens', {
    choices: WHERE_KINDS,
  }),
  venue: says(line(120), 'private', 'line', 'Name of the place', { hint: 'For example, St Clement’s Hall.' }),
  street: says(line(160), 'private', 'line', 'Street'),
  postcode: says(
    optional(z.string().regex(/^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/, 'Enter a full postcode, like SS9 2AB')),
    'private',
    'line',
    'Postcode',
  ),
  lat: says(degrees(90), 'private', 'degrees', 'Latitude'),
  lon: says(degrees(180), 'private', 'degrees', 'Longitude'),
  serves: says(list(60), 'rows', 'list', 'Areas it serves', {
    hint: 'Beyond the neighbourhood it stands in.',
  }),
  precision: says(choice(PRECISIONS).default('exact'), 'public', 'choice', 'How exactly may we show it?', {
    choices: PRECISIONS,
    hint: 'Choose the neighbourhood for anybody’s home.',
  }),
  sessions: says(z.array(session).max(20).default([]), 'rows', 'rows', 'When it is open'),
  season_from: says(month, 'public', 'month', 'Season begins'),
  season_to: says(month, 'public', 'month', 'Season ends'),
  breaks: says(z.array(pause).max(20).default([]), 'rows', 'rows', 'Breaks'),
  by_appointment: says(
    z.boolean({ error: 'must be yes or no' }).default(false),
    'public',
    'tick',
    'By appointment',
  ),
  audience: says(line(200), 'public', 'line', 'Who it is for'),
  cost: says(choice(COST_ANSWERS).default(''), 'public', 'choice', 'Cost', { choices: COST_ANSWERS }),
  cost_note: says(line(120), 'public', 'line', 'About the cost'),
  referral: says(choice(REFERRAL_ANSWERS).default(''), 'public', 'choice', 'Referral', {
    choices: REFERRAL_ANSWERS,
  }),
  booking: says(choice(BOOKING_ANSWERS).default(''), 'public', 'choice', 'Booking', {
    choices: BOOKING_ANSWERS,
  }),
  bring: says(line(200), 'public', 'line', 'What to bring'),
  access_step_free: access('Step-free'),
  access_toilet: access('Accessible toilet'),
  access_hearing_loop: access('Hearing loop'),
  access_bsl: access('British Sign Language'),
  access_quiet_space: access('Quiet space'),
  access_parking: access('Parking'),
  access_buggies: access('Room for buggies'),
  access_assistance_dogs: access('Assistance dogs welcome'),
  access_note: says(line(300), 'public', 'line', 'More about getting in'),
  languages: says(list(20), 'public', 'list', 'Languages spoken'),
  public_email: says(optional(email), 'public', 'line', 'E-mail address to show'),
  phone: says(
    optional(z.string().regex(/^\+?[\d ()-]{7,20}$/, 'must be a telephone number')),
    'public',
    'line',
    'Telephone',
  ),
  website: says(optional(webAddress), 'public', 'line', 'Website'),
  social_links: says(list(5, webAddress), 'public', 'list', 'Social links'),
  organiser_emails: says(list(5, email), 'private', 'list', 'Organisers’ e-mail addresses', {
    hint: 'Never shown to anybody but editors.',
  }),
  needs: says(z.array(need).max(10).default([]), 'rows', 'rows', 'Help wanted'),
  photos: says(
    z
      .array(photo)
      .max(MOST_PHOTOS, `may be ${MOST_PHOTOS} at most`)
      .refine(photos => isUnique(photos.map(({ uuid }) => uuid)), 'has the same photo twice')
      .default([]),
    'rows',
    'rows',
    'Photos',
  ),
  status: says(choice(STATUSES).default('active'), 'public', 'choice', 'Status', { choices: STATUSES }),
  paused_until: says(date.nullable().default(null), 'public', 'date', 'Paused until'),
  confirmed_on: says(date, 'public', 'date', 'Last confirmed'),
  confirmed_by: says(choice(CONFIRMERS).default('organiser'), 'public', 'choice', 'Confirmed by', {
    choices: CONFIRMERS,
  }),
  source: says(line(60), 'public', 'line', 'Source'),
  source_id: says(line(120), 'public', 'line', 'The source’s own id'),
})

export type InitiativeFields = z.output<typeof initiativeFields>
export type FieldName = keyof InitiativeFields
export type Session = z.output<typeof session>
export type Break = z.output<typeof pause>
export type Need = z.output<typeof need>
/** A photo, and what it shows for those who cannot see it. */
export type Photo = z.output<typeof photo>

export const fieldNames = Object.keys(initiativeFields.shape) as FieldName[]

/** The label, hint, control and choices of a field, and where it is kept. */
export function wordsFor(name: FieldName): FieldWords {
  return initiativeFields.shape[name].meta() as unknown as FieldWords
}

/** What people call a field, by its name; a name that is none of ours is said as it is, with spaces. */
export function sayField(name: string): string {
  return fieldNames.includes(name as FieldName)
    ? wordsFor(name as FieldName).label
    : name.replaceAll('_', ' ')
}

/** The fields kept in one place, in order: these are column names. */
export function fieldsKept(kept: Kept): FieldName[] {
  return fieldNames.filter(name => wordsFor(name).kept === kept)
}

function isUnique(values: string[]): boolean {
  return new Set(values).size === values.length
}
