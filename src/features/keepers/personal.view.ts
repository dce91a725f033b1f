// The pages on which admins say whose data is given or forgotten.
import { tableOf } from '../../platform/text/table.ts'
import type { FormField, FormValues, Issue } from '../../platform/web/forms.ts'
import { notice, OTHERS_EMAIL_BOX } from '../people/boxes.view.ts'
import { formPage, type KeepForm } from './form.view.ts'

const BACK = { href: '/admin/people', label: 'People' }
const FIELDS: FormField[] = [
  {
    ...OTHERS_EMAIL_BOX,
    label: 'Their e-mail address',
    hint: 'Make sure that it is theirs: answer to the address itself, never to another.',
  },
  {
    control: 'radio',
    name: 'what',
    label: 'What did they ask for?',
    options: [
      { value: 'export', label: 'All that we have of them', hint: 'A file to send to them.' },
      { value: 'erasure', label: 'To be forgotten', hint: 'You are asked once more.' },
    ],
  },
]

export function askPersonPage(done: string, values: FormValues, issues: Issue[]): KeepForm {
  return formPage(
    { fields: FIELDS, values, issues },
    {
      title: 'What we have of a person',
      lead: 'Anybody may ask what we keep of them, and to be forgotten.',
      ...{ action: '/admin/personal-data', button: 'Go on', back: BACK },
      notice: DONE[done] ? notice('done', 'check', DONE[done]) : null,
    },
  )
}

/** Once more before somebody is forgotten. */
export function surePage(email: string, action: string, isThere: boolean): KeepForm {
  return formPage(
    { fields: [] },
    {
      title: `Forget ${email}?`,
      lead: isThere
        ? 'Who they are, what they sent and nobody accepted, their photos and their mail go. The words that were accepted stay, without their address. This cannot be undone.'
        : 'Nothing is addressed by that. It is taken out of whatever mentions it. This cannot be undone.',
      ...{ action, button: 'Forget them for good', back: BACK },
      hidden: [
        { name: 'email', value: email },
        { name: 'what', value: 'erasure' },
        { name: 'sure', value: 'yes' },
      ],
      foot: [
        {
          text: 'Backups made before still hold them, until they are restored or deleted. Not sure?',
          href: BACK.href,
          label: 'Leave everything as it is',
        },
      ],
    },
  )
}

const DONE = tableOf<string>({
  erased: 'They are forgotten, and the file was written anew.',
  later:
    'They are forgotten. The file is written anew within the hour, for somebody was reading it just now.',
})
