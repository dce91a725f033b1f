// The pages of signing in: asking for a link, pressing it, typing its code, and why one no longer works.
import { tableOf } from '../../platform/text/table.ts'
import { type Form, type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { CODE_BOX, EMAIL_BOX, type Notice, notice } from './boxes.view.ts'
import type { Purpose, Refusal } from './fields.ts'

export interface FormPage {
  title: string
  lead: string
  notice: Notice | null
  errors: Form['errors']
  action: string
  hidden: { name: string; value: string }[]
  parts: Form['parts']
  /** '' where there is nothing to send. */
  button: string
  /** More forms of one button each, below. */
  also: { action: string; hidden: { name: string; value: string }[]; text: string; button: string }[]
  /** Said below, with a link. */
  foot: { text: string; href: string; label: string }[]
}

const BLANK = { notice: null, errors: [], hidden: [], parts: [], also: [], foot: [] }
/** Where one asks for a link. */
export function askPage(next: string, why: string, values: FormValues = {}, issues: Issue[] = []): FormPage {
  const { parts, errors } = formOf([EMAIL_BOX], values, issues)
  return {
    ...BLANK,
    title: 'Sign in',
    lead: 'For editors, and for people who keep a listing. There is no password: we send you a mail with a link and a code.',
    notice: ASK_NOTICES[why] ?? null,
    ...{ errors, parts, action: '/sign-in', hidden: hiddenNext(next), button: 'Send me a link' },
    foot: [
      {
        text: 'You do not need this to look around.',
        href: '/initiatives',
        label: 'Browse all points of light',
      },
    ],
  }
}

/** After asking: what to do now. It says the same whether or not anybody knows the address. */
export function sentPage(email: string, next: string, way: string, issues: Issue[] = []): FormPage {
  const { parts, errors } = formOf([CODE_BOX], {}, issues)
  const again = [...hiddenNext(next), { name: 'email', value: email }]
  return {
    ...BLANK,
    title: 'Check your e-mail',
    lead: `If ${email} may sign in here, a mail to it ${way}. Press the link in it in this browser, or type its code here. Both work for a short while.`,
    ...{ errors, parts, action: '/sign-in/code', hidden: hiddenNext(next), button: 'Sign in' },
    also: [
      {
        action: '/sign-in',
        hidden: again,
        text: 'Nothing came? Look among unwanted mail too.',
        button: 'Send it again',
      },
    ],
    foot: [{ text: 'Is that not your address?', href: askAddress(next), label: 'Correct it' }],
  }
}

/** Where a link leads: one button, or the code where another browser asked. */
export function linkPage(token: string, purpose: Purpose, isHere: boolean, issues: Issue[] = []): FormPage {
  const { parts, errors } = formOf(isHere ? [] : [CODE_BOX], {}, issues)
  const { title, button } = LINK_WORDS[purpose]
  return {
    ...BLANK,
    title,
    lead: isHere
      ? 'One press, and you are there. The link works once.'
      : 'This is not the browser that asked for the link. So that nobody else can use it, type the code that is in the same mail.',
    ...{ errors, parts, action: `/sign-in/${token}`, button },
  }
}

/** A link that no longer works, and another in one press. */
export function deadPage(token: string, why: Refusal): FormPage {
  const isKnown = why !== 'unknown'
  return {
    ...BLANK,
    title: 'This link no longer works',
    lead: DEAD_WORDS[why],
    action: '/sign-in',
    hidden: isKnown ? [{ name: 'again', value: token }] : [],
    button: isKnown ? 'Send me a new one' : '',
    foot: ANEW,
  }
}

const ANEW = [
  { text: 'Do you keep a listing?', href: '/keep/send-link', label: 'Ask for your link' },
  { text: 'Do you look after the site?', href: '/sign-in', label: 'Sign in with your address' },
]

/** Where the first admin says who they are. */
export function firstPage(token: string, values: FormValues = {}, issues: Issue[] = []): FormPage {
  const name: FormField = {
    control: 'text',
    name: 'name',
    label: 'Your name',
    hint: 'Other editors see it.',
    attributes: { autocomplete: 'name' },
  }
  const { parts, errors } = formOf(
    [name, { ...EMAIL_BOX, hint: 'Links to sign in go there. It is never shown to the public.' }],
    values,
    issues,
  )
  return {
    ...BLANK,
    title: 'Welcome. You are the first',
    lead: 'Nobody looks after this site yet. Say who you are, and you are its first admin; you can invite others next.',
    ...{
      errors,
      parts,
      action: '/sign-in/first',
      hidden: [{ name: 'token', value: token }],
      button: 'Begin',
    },
  }
}

/** What is said beside the code box. */
export function codeIssue(why: Refusal): Issue {
  return { path: ['code'], message: CODE_WORDS[why] }
}

export function askAddress(next: string): string {
  return next === '' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`
}

function hiddenNext(next: string): { name: string; value: string }[] {
  return next === '' ? [] : [{ name: 'next', value: next }]
}

const ASK_NOTICES = tableOf<Notice>({
  out: notice('done', 'check', 'You are signed out.'),
  ended: notice(
    'plain',
    'info',
    'You were signed out: an admin changed what you look after here or signed you out, or it was a while ago that you signed in. Sign in again to go on.',
  ),
  recent: notice(
    'plain',
    'shield',
    'What you are about to do matters to others, so please sign in once more first.',
  ),
})

const LINK_WORDS: Record<Purpose, { title: string; button: string }> = {
  'sign-in': { title: 'Sign in', button: 'Sign in' },
  keep: { title: 'Your listings', button: 'Go to my listings' },
  confirm: { title: 'Confirm your address', button: 'Confirm my address' },
  address: { title: 'Confirm your new address', button: 'Confirm my new address' },
}

const DEAD_WORDS: Record<Refusal, string> = {
  used: 'It was used before, and each link works once.',
  ended: 'It is too old: links work for a short while only.',
  void: 'A wrong code was typed five times, so the link was closed to keep you safe.',
  unknown: 'It may be too old, or a part of it got lost on the way.',
  elsewhere: 'Another browser asked for it.',
  wrong: 'The code was not the right one.',
}

const CODE_WORDS: Record<Refusal, string> = {
  wrong: 'That is not the code of the mail. Check it and try again',
  void: 'A wrong code was typed five times, so that code no longer works. Ask for a new one',
  used: 'That code was used before. Ask for a new one',
  ended: 'That code is too old. Ask for a new one',
  unknown: 'That is not the code of the mail. Check it and try again',
  elsewhere: 'Another browser asked for that code. Ask for a new one here',
}
