// Everything a listing says in one form, for editors: its groups with an index, a reason, and what changed meanwhile.
import { type FormField, type FormValues, firstOf, formOf, type Issue } from '../../platform/web/forms.ts'
import { formFields } from '../initiatives/boxes.rules.ts'
import { FORM_GROUPS, type FormGround } from '../initiatives/form.rules.ts'
import { LISTINGS_PATH } from '../proposals/listings.view.ts'
import { type Likely, likelyPage } from '../proposals/sending.view.ts'

/** The name of a live listing, where it is, and the number of its revision that the form was made from. */
export interface LiveListing {
  id: number
  name: string
  slug: string
  revision: number
}

export interface ListingParts {
  /** Nothing for a new one. */
  live: LiveListing | undefined
  ground: Pick<FormGround, 'kinds'>
  values: FormValues
  issues?: readonly Issue[]
  changed?: readonly { label: string; text: string; href: string }[]
  isSaved?: boolean
  /** Listings that it may be. */
  likely?: readonly Likely[]
}

const REASON: FormField = {
  ...{ control: 'text', name: 'why', label: 'Why', optional: true },
  hint: 'For the record, like: They rang to say that Thursdays have ended.',
}
const CONFIRMED: FormField = {
  ...{ control: 'checkbox', name: 'confirmed', label: 'Is all of this right today?' },
  options: [{ value: 'yes', label: 'Yes, I have checked it', hint: 'The light shines in full again.' }],
}

export function listingPage({
  live,
  ground,
  values,
  issues = [],
  changed = [],
  isSaved = false,
  likely = [],
}: ListingParts) {
  const last = { heading: 'Before you save', fields: live ? [CONFIRMED, REASON] : [REASON] }
  const groups = [
    ...FORM_GROUPS.map(({ heading, fields }) => {
      const drawn = formFields(fields, ground)
      return { heading, fields: live ? drawn : drawn.map(carefully) }
    }),
    last,
  ].map(({ heading, fields }, at) => ({ id: `part-${at + 1}`, heading, ...formOf(fields, values, issues) }))
  const errors = groups.flatMap(group => group.errors)
  return {
    title: live ? live.name : 'Add a listing',
    lead: live
      ? 'What you save is live at once, and kept as a revision.'
      : 'It is live at once. Its name, a line about it, its kind and where it is are needed; the rest helps people decide to come.',
    back: { href: LISTINGS_PATH, label: 'Initiatives' },
    photos: live ? `${LISTINGS_PATH}/${live.id}/photos` : '',
    notice: isSaved && live ? savedNotice(live) : null,
    contents: groups.map(({ id, heading }) => ({ href: `#${id}`, label: heading })),
    changed,
    errors: changed.length > 0 ? [CHANGED, ...errors] : errors,
    action: live ? `${LISTINGS_PATH}/${live.id}/edit` : `${LISTINGS_PATH}/new`,
    button: live ? 'Save' : likely.length > 0 ? 'It is different: add it' : 'Add it',
    likely: likely.length > 0 ? { ...likelyPage(likely), title: LISTED } : null,
    different: [...likely.map(({ listed }) => String(listed.id)), firstOf(values, 'different')]
      .filter(Boolean)
      .join(','),
    seen: live ? String(live.revision) : '',
    groups,
  }
}

/** Nothing is chosen in a new form, and what is left out shows no home. */
function carefully(field: FormField): FormField {
  const hint =
    'Choose the neighbourhood for anybody’s home. Where nothing is chosen it is the neighbourhood too.'
  return field.name === 'precision' ? { ...field, hint } : field
}

const LISTED = 'Is it listed already?'
const CHANGED = {
  href: '#changed',
  text: 'This listing was changed while you had it open. Nothing of yours is saved yet',
}

function savedNotice({ slug }: LiveListing) {
  const link = { href: `/initiatives/${slug}`, label: 'See it' }
  return { icon: 'check', tone: 'done', heading: '', text: 'Saved, and live now.', link }
}
