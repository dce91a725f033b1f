// The page on which anybody says that something about a listing is wrong; and of one that is there twice, which the other is.
import type { FormField, FormValues, Issue } from '../../platform/web/forms.ts'
import { EMAIL_BOX } from '../people/boxes.view.ts'
import { type Other, REPORT_REASONS, REPORT_WORDS } from '../proposals/fields.ts'
import { sayPlace } from '../proposals/sending.view.ts'
import { ANOTHER, UNSURE } from './fields.ts'
import { formPage, type KeepForm, trapOf } from './form.view.ts'

interface About {
  name: string
  slug: string
}

export function reportPage(listing: About, values: FormValues = {}, issues: Issue[] = []): KeepForm {
  return {
    ...formPage(
      { fields: FIELDS, values, issues },
      {
        title: `Report a problem: ${listing.name}`,
        lead: 'An editor looks into it, what is dangerous first.',
        ...{ action: `/initiatives/${listing.slug}/report`, button: 'Send it' },
        back: { href: `/initiatives/${listing.slug}`, label: listing.name },
        foot: [
          {
            text: 'Do you know what it should say instead?',
            href: `/initiatives/${listing.slug}/edit`,
            label: 'Suggest a change',
          },
        ],
      },
    ),
    trap: trapOf(),
  }
}

/** Which other listing it is: those that are likely, or found by what was typed; and what was said before. */
export function otherPage(
  { name, slug }: About,
  others: readonly Other[],
  values: FormValues,
  issues: Issue[] = [],
): KeepForm {
  return {
    ...formPage(
      { fields: [...otherFields(others), ...FIELDS.slice(1)], values, issues },
      {
        title: 'Which other listing is it?',
        lead: `You say that ${name} is listed twice. Both stay up until an editor has looked at them.`,
        ...{ action: `/initiatives/${slug}/report`, button: 'Send it' },
        back: { href: `/initiatives/${slug}/report`, label: 'Report a problem' },
        hidden: [{ name: 'reason', value: 'duplicate' }],
      },
    ),
    trap: trapOf(),
  }
}

function otherFields(others: readonly Other[]): FormField[] {
  const shown = others.map(({ listed, metres }) => ({
    ...{ value: listed.slug, label: listed.name, href: `/initiatives/${listed.slug}` },
    hint: `${sayPlace({ listed, metres })}. ${listed.summary}`,
  }))
  return [
    {
      ...{ control: 'radio', name: 'other', label: 'The other listing', optional: true },
      options: [
        ...shown,
        { value: ANOTHER, label: 'Another, named below' },
        { value: UNSURE, label: 'I am not sure which' },
      ],
    },
    {
      ...{
        control: 'text',
        name: 'another',
        label: 'Another: its address or its name',
        optional: true,
      },
      hint: 'Paste the address of its page here, or type what it is called.',
      attributes: { maxlength: '300', autocomplete: 'off' },
    },
  ]
}

const FIELDS: FormField[] = [
  {
    control: 'radio',
    name: 'reason',
    label: 'What is the problem?',
    options: REPORT_REASONS.map(value => ({ value, label: REPORT_WORDS[value] })),
  },
  {
    control: 'textarea',
    name: 'note',
    label: 'What should the editors know?',
    hint: 'What you saw, and when. Please leave out other people’s names.',
    optional: true,
    attributes: { rows: '5' },
  },
  {
    ...EMAIL_BOX,
    label: 'Your e-mail address',
    hint: 'So that we can tell you what came of it. Without one nobody can answer you. Only editors see it.',
    optional: true,
  },
]
