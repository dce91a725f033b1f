// The page on which anybody says that something about a listing is wrong.
import type { FormField, FormValues, Issue } from '../../platform/web/forms.ts'
import { EMAIL_BOX } from '../people/boxes.view.ts'
import { REPORT_REASONS, REPORT_WORDS } from '../proposals/fields.ts'
import { formPage, type KeepForm, trapOf } from './form.view.ts'

export function reportPage(
  listing: { name: string; slug: string },
  values: FormValues = {},
  issues: Issue[] = [],
): KeepForm {
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
