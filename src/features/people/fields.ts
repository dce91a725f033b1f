// Who signs in: roles, what a person is to the rest of the site, and the forms they fill in.
import { z } from 'zod'
import { cleanLine } from '../../platform/text/clean.ts'

export type Role = 'organiser' | 'editor' | 'admin'

export interface Person {
  id: number
  /** In lower case; shown to admins and to the person, to nobody else. */
  email: string
  name: string
  role: Role
  is_whole_patch: boolean
  /** The areas of an editor who does not look after the whole patch. */
  area_ids: number[]
}

/** A person who asks, by the session their browser brought: `res.locals.person`. */
export interface SignedIn extends Person {
  /** Whether there is anything but mail to prove who they are. */
  has_factor: boolean
  session: { id: number; created_at: string; step_up_at: string; second_factor_at: string | null }
}

/** What a link or a code is for. */
export type Purpose = 'sign-in' | 'keep' | 'confirm' | 'address'

export interface SessionRow {
  id: number
  created_at: string
  seen_at: string
  ends_at: string
  step_up_at: string
  second_factor_at: string | null
  device: string
}

export interface FactorRow {
  id: number
  person_id: number
  kind: 'app' | 'passkey'
  name: string
  secret: string
  last_step: number
  credential: string | null
  public_key: Buffer | null
  counter: number
  transports: string
  created_at: string
  confirmed_at: string | null
  used_at: string | null
}

/** What a link or a code was for, once it is used. */
export interface Used {
  email: string
  purpose: Purpose
  subject: string
  next: string
}

/** Used before; too late; never given out; not in the browser that asked; the wrong code; too many wrong ones. */
export type Refusal = 'used' | 'ended' | 'unknown' | 'elsewhere' | 'wrong' | 'void'

const LONGEST_EMAIL = 254

/** One address: no second one, no name before it, no line breaks; in lower case. */
export const emailField = z
  .string()
  .max(LONGEST_EMAIL, 'Enter an e-mail address of at most 254 characters')
  .transform(text => cleanLine(text).toLowerCase())
  .pipe(z.email('Enter an e-mail address, like name@example.org'))

const nameField = z
  .string()
  .max(400, 'Enter a name of at most 80 characters')
  .transform(cleanLine)
  .pipe(z.string().min(1, 'Enter a name').max(80, 'Enter a name of at most 80 characters'))

const next = z.string().optional()

export const askForm = z.strictObject({ email: emailField, again: z.string().optional(), next })

export const codeForm = z.strictObject({
  code: z.string().trim().min(1, 'Type the code of the mail'),
  next,
})

export const firstForm = z.strictObject({ name: nameField, email: emailField, token: z.string() })

export const factorForm = z.strictObject({ code: z.string().trim().min(1, 'Type a code'), next })

export const addressForm = z.strictObject({ email: emailField })

/** What an admin says about an editor or another admin. */
export const stationForm = z
  .strictObject({
    email: emailField.optional(),
    name: nameField,
    role: z.enum(['editor', 'admin'], { error: 'Choose what they may do' }),
    reach: z.enum(['whole', 'areas']).optional(),
    areas: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform(areas =>
        [areas ?? []]
          .flat()
          .filter(id => /^\d{1,9}$/.test(id))
          .map(Number),
      ),
  })
  .refine(({ role, reach }) => role === 'admin' || reach !== undefined, {
    path: ['reach'],
    error: 'Choose which part of the patch they look after',
  })
  .refine(({ role, reach, areas }) => role === 'admin' || reach !== 'areas' || areas.length > 0, {
    path: ['areas'],
    error: 'Choose at least one area',
  })
