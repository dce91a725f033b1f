// One's own account: who one is here, how one shows it, and where one is signed in.
import { dateOf } from '../../platform/text/clock.ts'
import { count, sayDate } from '../../platform/text/words.ts'
import { type Form, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { EMAIL_BOX } from './boxes.view.ts'
import type { FactorRow, SessionRow, SignedIn } from './fields.ts'
import { sayMoment } from './moments.rules.ts'
import { isStaff } from './rules.ts'

export interface AccountParts {
  person: SignedIn
  sessions: SessionRow[]
  factors: FactorRow[]
  codesLeft: number
  areas: string
  now: Date
}

export function accountPage({ person, sessions, factors, codesLeft, areas, now }: AccountParts) {
  const others = sessions.filter(({ id }) => id !== person.session.id)
  return {
    title: 'Your account',
    facts: [
      ...(person.name ? [{ label: 'Name', text: person.name, href: '' }] : []),
      { label: 'E-mail address', text: person.email, href: '' },
      { label: 'What you do here', text: roleWords(person, areas), href: '' },
    ],
    sessions: sessions.map(session => ({
      device: session.device,
      is_here: session.id === person.session.id,
      note: `Signed in ${sayMoment(session.created_at, now)}, last used ${sayMoment(session.seen_at, now)}`,
      action: `/account/sessions/${session.id}/removal`,
    })),
    has_others: others.length > 0,
    factors: isStaff(person)
      ? factors.map(({ id, kind, secret, created_at }) => ({
          icon: kind === 'app' ? 'smartphone' : 'key-round',
          name: kind === 'app' ? 'An app that shows codes' : 'A passkey',
          note: kind === 'app' && secret === '' ? LOCKED : `Added on ${sayDate(dateOf(created_at))}`,
          action: `/account/factors/${id}/removal`,
        }))
      : [],
    is_staff: isStaff(person),
    codes: `${count(codesLeft, 'recovery code')} left`,
    no_codes: isStaff(person) && factors.length > 0 && codesLeft === 0 ? NO_CODES : null,
  }
}

const NO_CODES = {
  ...{ icon: 'triangle-alert', tone: 'wrong', heading: '' },
  text: 'You have no recovery codes: without one, whoever loses their app or passkey cannot sign in.',
  link: { href: '/account/recovery-codes', label: 'Make some now' },
}
const LOCKED = 'It cannot be used any more: the key to it is lost. Remove it, and add it again.'

function roleWords({ role }: Pick<SignedIn, 'role'>, areas: string): string {
  if (role === 'organiser') return 'You keep listings'
  return `${role === 'admin' ? 'Admin' : 'Editor'}, for ${areas}`
}

export function addressPage(
  email: string,
  values: FormValues = {},
  issues: Issue[] = [],
): { title: string } & Form & Record<string, unknown> {
  const form = formOf([{ ...EMAIL_BOX, label: 'New e-mail address' }], values, issues)
  return {
    ...form,
    title: 'Sign in with another address',
    lead: `Links come to ${email} now. We send a link to the new address, and change it once you have pressed that.`,
    ...{ notice: null, action: '/account/address', hidden: [], also: [], button: 'Send me the link' },
    foot: [{ text: 'Changed your mind?', href: '/account', label: 'Back to your account' }],
  }
}
