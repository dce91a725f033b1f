// What an admin may set without touching a file: names, words, an address to write to, and when keepers are trusted.
import { z } from 'zod'
import { cleanLine, cleanText } from '../../platform/text/clean.ts'

const line = (most: number) =>
  z
    .string({ error: 'Write one text here' })
    .transform(cleanLine)
    .pipe(z.string().max(most, `Use ${most} characters or fewer`))

/** As it is typed; an empty box is what the site says by itself. */
export const settingsForm = z.strictObject({
  site_name: line(60),
  patch_name: line(60),
  home_title: line(80),
  home_lead: line(300),
  about_us: z
    .string({ error: 'Write one text here' })
    .transform(cleanText)
    .pipe(z.string().max(5000, 'Use 5,000 characters or fewer')),
  contact: z.union([z.literal(''), z.email('Enter an e-mail address, like name@example.org').max(254)], {
    error: 'Enter an e-mail address, like name@example.org',
  }),
  trust_after: z
    .string({ error: 'Enter a whole number from 0 to 99' })
    .trim()
    .regex(/^\d{0,2}$/, 'Enter a whole number from 0 to 99'),
})

export type SettingName = keyof z.output<typeof settingsForm>
export const SETTING_NAMES = Object.keys(settingsForm.shape) as SettingName[]

/** What an admin has set, by name; what is not here is as the site says by itself. */
export type OwnSettings = Partial<Record<SettingName, string>>

export interface Settings {
  site_name: string
  /** What the whole patch is called; '' for nothing. */
  patch_name: string
  home_title: string
  home_lead: string
  /** Markdown about whoever runs the site; '' for nothing. */
  about_us: string
  /** An address anybody may write to; '' for none. */
  contact: string
  /** So many accepted changes, and the next of a keeper are live at once; 0 for never by itself. */
  trust_after: number
}

export const WORDS = {
  home_title: 'Find what your neighbours have started',
  home_lead:
    'Uniform banks, advice drop-ins, gardens, clean-ups and unions, run by the people who live here. Every light says when somebody last confirmed it.',
}

/** What holds: what an admin has set, else what the environment says, else the site’s own words. */
export function settingsFrom(
  own: OwnSettings,
  config: { SITE_NAME: string; MAIL_FROM?: string | undefined },
): Settings {
  return {
    site_name: own.site_name || config.SITE_NAME,
    patch_name: own.patch_name ?? '',
    home_title: own.home_title || WORDS.home_title,
    home_lead: own.home_lead || WORDS.home_lead,
    about_us: own.about_us ?? '',
    contact: own.contact || (config.MAIL_FROM ?? ''),
    trust_after: Number(own.trust_after ?? 0),
  }
}

/** `412 points of light in South Essex`, or as it is where the patch has no name. */
export function inPatch(said: string, { patch_name }: Pick<Settings, 'patch_name'>): string {
  return patch_name ? `${said} in ${patch_name}` : said
}

/** The environment with the name that an admin has set, whenever it is asked for. */
export function withSettings<C extends { SITE_NAME: string }>(environment: C, now: () => Settings): C {
  return {
    ...environment,
    get SITE_NAME() {
      return now().site_name
    },
  }
}
