// The small pages about a draft: that there is one, that it can be gone on with elsewhere, that it is gone.
import { type Form, type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { type Draft, KEPT_DAYS } from './drafts.fields.ts'
import { projectName } from './sending.rules.ts'

export interface SmallPage {
  title: string
  /** What somebody typed stands apart from the site's own words. */
  lead: { before: string; said: string; after: string }
  errors: Form['errors']
  form: { action: string; parts: Form['parts']; button: string } | null
  link: { href: string; label: string } | null
  /** More forms of one button each, below. */
  also: { action: string; hidden: { name: string; value: string }[]; text: string; button: string }[]
  foot: { text: string; href: string; label: string }[]
}

const BLANK = { errors: [], form: null, link: null, also: [], foot: [] }
const EMAIL: FormField = {
  ...{ control: 'email', name: 'email', label: 'E-mail address' },
  attributes: { autocomplete: 'email', spellcheck: 'false' },
}
const CODE: FormField = {
  ...{ control: 'text', name: 'code', label: 'Code from the mail' },
  hint: 'Eight letters and digits. Capitals, spaces and hyphens do not matter.',
  attributes: {
    ...{ autocomplete: 'one-time-code', autocapitalize: 'characters' },
    ...{ spellcheck: 'false', maxlength: '40' },
  },
}

/** Where somebody who began earlier is asked whether to go on. */
export function begunPage({ proposal }: Draft, href: string): SmallPage {
  return {
    ...BLANK,
    title: 'Add a project',
    lead: around(
      'You began with ',
      projectName(proposal),
      ` in this browser. It is kept for ${KEPT_DAYS} days.`,
    ),
    link: { href, label: 'Go on with it' },
    also: [
      {
        ...{ action: '/submit/removal', hidden: [], button: 'Throw it away and begin anew' },
        text: 'Is this somebody else’s device, or is it no longer wanted?',
      },
    ],
  }
}

/** Where somebody has a link sent to go on later. */
export function laterPage(values: FormValues, issues: Issue[] = []): SmallPage {
  const { parts, errors } = formOf([EMAIL], values, issues)
  return {
    ...BLANK,
    title: 'Finish later',
    lead: around(
      `We send you a link that opens what you have written so far, on any device, for ${KEPT_DAYS} days.`,
    ),
    ...{ errors, form: { action: '/submit/later', parts, button: 'Send me the link' } },
    foot: [{ text: 'Or', href: '/submit', label: 'go back to what you were writing' }],
  }
}

/** After asking for the link. */
export function sentLaterPage({ proposal }: Draft, way: string): SmallPage {
  return {
    ...BLANK,
    title: 'Check your e-mail',
    lead: around('A mail to ', proposal.email, `, with a link to go on, ${way}. You may close this page.`),
    link: { href: '/submit', label: 'Go on now' },
    foot: [
      {
        text: 'Nothing came? Look among unwanted mail, or',
        href: '/submit/later',
        label: 'have it sent again',
      },
    ],
  }
}

/** Where such a link leads: one button, for whoever only looks must not change anything. */
export function resumePage({ proposal }: Draft, token: string): SmallPage {
  return {
    ...BLANK,
    title: 'Go on with your project',
    lead: around('What you wrote about ', projectName(proposal), ' is still here.'),
    form: { action: `/submit/resume/${token}`, parts: [], button: 'Go on' },
  }
}

/** It was sent and confirmed, or thrown away, or is too old. */
export function lostPage(): SmallPage {
  return {
    ...BLANK,
    title: 'This is no longer here',
    lead: around(
      `It was confirmed meanwhile, or thrown away, or left for more than ${KEPT_DAYS} days. Once it is confirmed, you find it by the link in the mail that told you so.`,
    ),
    link: { href: '/submit/about', label: 'Add a project' },
  }
}

/** After sending: what to do now. It says the same whether or not anybody knows the address. */
export function confirmPage(email: string, way: string, issues: Issue[] = []): SmallPage {
  const { parts, errors } = formOf([CODE], {}, issues)
  return {
    ...BLANK,
    title: 'Confirm your address',
    lead: around(
      'One thing more, so that nobody else sends things in your name. A mail to ',
      email,
      ` ${way}. Press the link in it in this browser, or type its code here, within the hour. Then the editors see what you sent.`,
    ),
    ...{ errors, form: { action: '/submit/confirm', parts, button: 'Confirm my address' } },
    also: [
      {
        ...{ action: '/submit/address', hidden: [{ name: 'email', value: email }], button: 'Send it again' },
        text: 'Nothing came? Look among unwanted mail too.',
      },
    ],
    foot: [{ text: 'Is that not your address?', href: '/submit/address', label: 'Correct it' }],
  }
}

/** Where the address is put right. */
export function addressPage(values: FormValues, issues: Issue[] = []): SmallPage {
  const { parts, errors } = formOf([EMAIL], values, issues)
  return {
    ...BLANK,
    title: 'Your e-mail address',
    lead: around(
      'We send the link and the code to this address instead. Those that went elsewhere no longer work.',
    ),
    ...{ errors, form: { action: '/submit/address', parts, button: 'Send me a mail' } },
  }
}

function around(before: string, said = '', after = ''): SmallPage['lead'] {
  return { before, said, after }
}
