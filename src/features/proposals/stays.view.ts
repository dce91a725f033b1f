// The question which of two listings stays when they are made one.
import { localTime } from '../../platform/text/clock.ts'
import { count, sayDate } from '../../platform/text/words.ts'
import type { FormField } from '../../platform/web/forms.ts'
import type { Half, Pair } from './fields.ts'

/** Both by name and address; the one that would stay where nobody says otherwise comes first. */
export function staysField({ stays, goes }: Pair<Half>): FormField {
  return {
    ...{ control: 'radio', name: 'stays', label: 'Which of them stays?' },
    hint: 'The other goes from the site, and its address leads to the one that stays. Whoever keeps either keeps that one.',
    options: [stays, goes].map(one => ({ value: String(one.id), label: one.name, hint: sayHalf(one) })),
  }
}

function sayHalf({ slug, created_at, keepers }: Half): string {
  const since = sayDate(localTime(new Date(created_at)).date)
  return `/initiatives/${slug}, listed ${since}, ${keepers === 0 ? 'nobody keeps it' : count(keepers, 'keeper')}`
}
