// The page on which anybody proposes a change to a listing: the one form of a listing, in groups.
import { type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { formFields } from '../initiatives/boxes.rules.ts'
import type { FormGround } from '../initiatives/form.rules.ts'
import { EMAIL_BOX } from '../people/boxes.view.ts'
import { editGroups } from './edit.rules.ts'
import { type KeepForm, trapOf } from './form.view.ts'

/** A keeper; somebody whose address is known because they are signed in; anybody else. */
export type Editing = 'keeper' | 'known' | 'stranger'

export interface EditParts {
  listing: { name: string; slug: string }
  as: Editing
  isTrusted: boolean
  ground: FormGround
  /** The revision that whoever opened the form saw. */
  seen: number
  values: FormValues
  issues?: readonly Issue[]
  /** A field whose group stands open. */
  opened?: string
}

export function editPage(parts: EditParts): KeepForm {
  const { listing, as, isTrusted, ground, seen, values, issues = [], opened = '' } = parts
  const isKeeper = as === 'keeper'
  const groups = editGroups(isKeeper).map(({ heading, hint, fields }, index) => ({
    ...{ id: `group-${index + 1}`, heading, hint, is_open: fields.some(name => name === opened) },
    ...formOf(formFields(fields, ground), values, issues),
  }))
  const about = {
    id: 'group-about',
    heading: '',
    hint: '',
    is_open: false,
    ...formOf(aboutFields(as), values, issues),
  }
  const all = [...groups, about]
  return {
    title: isKeeper ? `Change ${listing.name}` : `Suggest a change: ${listing.name}`,
    lead: leadOf(as, isTrusted),
    back: isKeeper
      ? { href: '/keep', label: 'Your listings' }
      : { href: `/initiatives/${listing.slug}`, label: listing.name },
    foot: isKeeper
      ? [
          {
            text: 'Photos have a page of their own.',
            href: `/initiatives/${listing.slug}/edit/photos`,
            label: 'Photos',
          },
        ]
      : [],
    ...{ notice: null, trap: trapOf(), button: isTrusted ? 'Change it' : 'Send it to the editors' },
    errors: all.flatMap(group => group.errors),
    action: `/initiatives/${listing.slug}/edit`,
    groups: all.map(({ id, heading, hint, parts, errors, is_open }) => ({
      ...{ id, heading, hint, parts },
      is_open: is_open || errors.length > 0,
    })),
    hidden: [{ name: 'seen', value: String(seen) }],
  }
}

const NOTE: FormField = {
  control: 'textarea',
  name: 'note',
  label: 'What should the editors know?',
  hint: 'For example how you know, or where they can check.',
  optional: true,
  attributes: { rows: '3' },
}
const EMAIL: FormField = {
  ...EMAIL_BOX,
  label: 'Your e-mail address',
  hint: 'We send you a link to confirm it, and tell you what the editors decided. Nobody else sees it.',
}

function aboutFields(as: Editing): FormField[] {
  return as === 'stranger' ? [NOTE, EMAIL] : [NOTE]
}

function leadOf(as: Editing, isTrusted: boolean): string {
  if (isTrusted) return 'What you change is live at once; an editor looks at it afterwards.'
  if (as === 'keeper') return 'Change what is no longer so. An editor looks at it before it is live.'
  return 'Change what you know to be different, and leave the rest as it is. An editor looks at it before anything changes.'
}
