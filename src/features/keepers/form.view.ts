// The small pages of keeping: a form, a page that says what happened, a page with one button.
import { type Form, type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { CODE_BOX, EMAIL_BOX, type Notice, OTHERS_EMAIL_BOX } from '../people/boxes.view.ts'

export interface KeepForm {
  title: string
  lead: string
  back: { href: string; label: string } | null
  notice: Notice | null
  errors: Form['errors']
  /** '' where there is nothing to send. */
  action: string
  /** Those with a heading are folded, but for the ones to look at. */
  groups: { id: string; heading: string; hint: string; is_open: boolean; parts: Form['parts'] }[]
  /** A box that nobody sees. */
  trap: Form['parts'][number] | null
  hidden: { name: string; value: string }[]
  button: string
  foot: { text: string; href: string; label: string }[]
}

const BLANK = { back: null, notice: null, errors: [], groups: [], trap: null, hidden: [], foot: [] }
const TRAP: FormField = {
  control: 'text',
  name: 'company',
  label: 'Leave this box empty',
  attributes: { tabindex: '-1', autocomplete: 'off' },
}
const EMAIL = { ...EMAIL_BOX, label: 'Your e-mail address' }

/** A page that only says something. */
export function sayPage(title: string, lead: string, foot: KeepForm['foot'] = []): KeepForm {
  return { ...BLANK, title, lead, foot, action: '', button: '' }
}

/** A form of these fields, with a box that catches programs. */
export function formPage(
  {
    fields,
    values = {},
    issues = [],
  }: { fields: readonly FormField[]; values?: FormValues; issues?: readonly Issue[] },
  page: Pick<KeepForm, 'title' | 'lead' | 'action' | 'button'> & Partial<KeepForm>,
): KeepForm {
  const { parts, errors } = formOf(fields, values, issues)
  return { ...BLANK, ...page, errors, groups: [{ id: '', heading: '', hint: '', is_open: true, parts }] }
}

/** Where somebody asks for the link to all they keep. */
export function askLinkPage(values: FormValues = {}, issues: Issue[] = []): KeepForm {
  const hint = 'The address that your listing knows you by. We never show it.'
  return formPage(
    { fields: [{ ...EMAIL, hint }], values, issues },
    {
      title: 'Keep your listing right',
      lead: 'There is no password. Tell us your e-mail address, and we send you a link to the listings that you keep.',
      ...{ action: '/keep/send-link', button: 'Send me my link' },
      foot: [
        {
          text: 'Is your project here, but nobody keeps it? Find it, and press “Is this yours?” on its page.',
          href: '/initiatives',
          label: 'Browse',
        },
        { text: 'Is it not here yet?', href: '/submit', label: 'Put it on the map' },
      ],
    },
  )
}

/** After asking. It says the same whether or not any listing knows the address. */
export function linkSentPage(email: string, way: string): KeepForm {
  return formPage(
    { fields: [CODE_BOX] },
    {
      title: 'Check your e-mail',
      lead: `If a listing knows ${email}, a mail to it ${way}. Press the link in it in this browser, or type its code here. Both work for a short while.`,
      ...{ action: '/sign-in/code', button: 'Go to my listings', hidden: [{ name: 'next', value: '/keep' }] },
      foot: [
        {
          text: 'Nothing came? Look among unwanted mail too. Your listing may know you by another address.',
          href: '/keep/send-link',
          label: 'Ask again',
        },
      ],
    },
  )
}

/** Where a keeper asks somebody else to keep a listing, instead of them or beside them. */
export function offerPage(
  listing: { name: string; uuid: string },
  kind: 'instead' | 'beside',
  values: FormValues = {},
  issues: Issue[] = [],
): KeepForm {
  const words = OFFER_WORDS[kind]
  return formPage(
    {
      fields: [{ ...OTHERS_EMAIL_BOX, label: 'Their e-mail address' }],
      values,
      issues,
    },
    {
      title: `${words.title}: ${listing.name}`,
      ...{ lead: words.lead, button: words.button, action: `/keep/${listing.uuid}/${words.noun}` },
      back: { href: '/keep', label: 'Your listings' },
    },
  )
}

const OFFER_WORDS = {
  instead: {
    noun: 'handover',
    title: 'Hand it over',
    lead: 'We write to them. Once they have said yes, they keep the listing and you do not. Others who keep it have three days to object.',
    button: 'Ask them',
  },
  beside: {
    noun: 'keepers',
    title: 'Add a keeper',
    lead: 'We write to them. Once they have said yes, they keep the listing as you do. Others who keep it have three days to object.',
    button: 'Ask them',
  },
}

/** Where somebody says that a listing is theirs. */
export function claimPage(
  listing: { name: string; slug: string },
  values: FormValues = {},
  issues: Issue[] = [],
): KeepForm {
  const note: FormField = {
    control: 'textarea',
    name: 'note',
    label: 'How do you belong to it?',
    hint: 'Only needed when the listing does not know your address: what an editor can check, such as your name on its website.',
    optional: true,
    attributes: { rows: '4' },
  }
  const hint =
    'If it is one that the listing has, the link in the mail is all you need. Never shown to anybody but editors.'
  return {
    ...formPage(
      { fields: [{ ...EMAIL, hint }, note], values, issues },
      {
        title: `Is this yours? ${listing.name}`,
        lead: 'Whoever runs it can keep it right: change what it says, say that it is still going, or that it rests.',
        ...{ action: `/initiatives/${listing.slug}/claim`, button: 'Send me a link' },
        back: { href: `/initiatives/${listing.slug}`, label: listing.name },
      },
    ),
    trap: trapOf(),
  }
}

export function trapOf(): KeepForm['trap'] {
  return formOf([TRAP]).parts[0] ?? null
}

/** Where a link to object leads: one button. */
export function objectionPage(name: string, token: string): KeepForm {
  return formPage(
    { fields: [] },
    {
      title: `Somebody else is to keep ${name}`,
      lead: 'If that is not right, object to it. Nothing changes then before an editor has looked at it.',
      ...{ action: `/keep/objection/${token}`, button: 'Object' },
    },
  )
}

/** Where a link to object leads once it is too late for it. */
export function tooLatePage({
  name,
  slug,
  objected_at,
  done_at,
}: {
  name: string
  slug: string
  objected_at: string | null
  done_at: string | null
}): KeepForm {
  const foot = slug
    ? [
        {
          text: 'Is that not right?',
          href: `/initiatives/${slug}/report`,
          label: `Tell an editor about ${name}`,
        },
      ]
    : []
  if (objected_at !== null)
    return sayPage(
      'Nobody needs to object any more',
      `The change of who keeps ${name} was stopped. An editor looks at it.`,
      foot,
    )
  return done_at === null
    ? sayPage('Only those who keep it can object', `You keep ${name} no longer.`, foot)
    : sayPage(
        'It is too late to object',
        `The three days are over, and somebody else keeps ${name} now.`,
        foot,
      )
}

/** Where an offer leads that no longer stands. */
export function endedPage(): KeepForm {
  return sayPage(
    'That offer no longer stands',
    'Whoever made it keeps the listing no longer, or the listing was taken down.',
    [
      { text: 'Do you keep a listing?', href: '/keep/send-link', label: 'Ask for your link' },
      {
        text: 'Is it yours to keep? Find it, and press “Is this yours?”.',
        href: '/initiatives',
        label: 'Find it',
      },
    ],
  )
}
