// The pages of second factors: giving one, adding one, and the codes to keep for a bad day.
import { formOf, type Issue } from '../../platform/web/forms.ts'
import { type Notice, notice } from './boxes.view.ts'
import type { SignedIn } from './fields.ts'
import type { Picture } from './one-time.rules.ts'

export interface PasskeyForm {
  kind: 'make' | 'use'
  action: string
  challenge: string
  text: string
  button: string
  hidden: { name: string; value: string }[]
}

/** What somebody has to give; `lost` is an app whose secret nobody can open any more. */
export interface Kinds {
  app: boolean
  passkey: boolean
  lost: boolean
}

/** Where somebody gives theirs. */
export function givePage(kinds: Kinds, next: string, issues: Issue[] = []) {
  const what = kinds.app ? 'Code from your app, or a recovery code' : 'Recovery code'
  const hint = kinds.app ? APP_HINT : kinds.passkey ? PASSKEY_HINT : CODE_HINT
  const attributes = { autocomplete: 'one-time-code', spellcheck: 'false', maxlength: '40' }
  const { parts, errors } = formOf(
    [{ control: 'text', name: 'code', label: what, hint, attributes }],
    {},
    issues,
  )
  const hidden = next === '' ? [] : [{ name: 'next', value: next }]
  return {
    title: 'One more thing to show that it is you',
    lead: 'What editors do changes what everybody sees, so a mail alone does not open the desk.',
    notice: kinds.lost && !kinds.app ? LOST_NOTICE : null,
    ...{ parts, errors, hidden },
    passkey: kinds.passkey
      ? ({
          ...{ kind: 'use', action: '/sign-in/second-factor/passkey', hidden },
          challenge: '/sign-in/second-factor/challenge',
          ...{ text: 'Your passkey is the quickest way.', button: 'Use my passkey' },
        } satisfies PasskeyForm)
      : null,
    isKeyFirst: kinds.passkey,
  }
}

/** What is said beside a code that was not right. */
export function wrongCode({ app }: Pick<Kinds, 'app'>): Issue {
  const message = app
    ? 'That code is not right, or was used before. Wait for the next one, and type that'
    : 'That is not one of your recovery codes, or it was used before. Check it, or type another'
  return { path: ['code'], message }
}

const APP_HINT = 'Six digits from the app, or one of the codes you kept for a bad day.'
const PASSKEY_HINT =
  'Your passkey needs JavaScript. Without it, or without the passkey, use one of the codes you kept for a bad day.'
const CODE_HINT = 'One of the codes you kept for a bad day.'

const LOST_NOTICE: Notice = notice(
  'wrong',
  'triangle-alert',
  'The code of your app no longer works here, because the key that it was kept with is gone. Use a recovery code, or ask an admin to take your second factor away, and add the app again.',
)

/** Where somebody adds one. */
export function addPage({ has_factor }: SignedIn, isRequired: boolean) {
  return {
    title: has_factor ? 'Add another second factor' : 'Add a second factor',
    lead: isRequired
      ? 'Editors and admins show twice that it is them: by mail, and by something they have. Choose what suits you.'
      : 'Besides the mail, something you have. Here at home it is up to you; a public site asks every editor for one.',
    passkey: {
      ...{ kind: 'make', action: '/account/passkeys', challenge: '/account/passkeys/challenge', hidden: [] },
      text: 'A passkey is kept by your telephone, computer or key, and opened with a finger, a face or a PIN.',
      button: 'Add a passkey',
    } satisfies PasskeyForm,
  }
}

/** Where an app is shown its secret, and shows a code in return. */
export function appPage({ picture, secret }: { picture: Picture; secret: string }, issues: Issue[] = []) {
  const attributes = {
    autocomplete: 'one-time-code',
    inputmode: 'numeric',
    spellcheck: 'false',
    maxlength: '12',
  }
  const { parts, errors } = formOf(
    [{ control: 'text', name: 'code', label: 'Six digits that the app shows now', attributes }],
    {},
    issues,
  )
  return { title: 'Add an app that shows codes', picture, secret, parts, errors }
}

export function recoveryPage(left: number, codes: string[], done = '') {
  return {
    notice: done === '' ? null : notice('done', 'check', done),
    title: codes.length > 0 ? 'Your recovery codes' : 'Recovery codes',
    lead:
      codes.length > 0
        ? 'Write them down or print them, and keep them where you will find them without your telephone. Each works once. They are shown this one time.'
        : 'For the day when your telephone or key is lost: ten codes, each good for signing in once.',
    left: codes.length > 0 ? '' : leftWords(left),
    codes,
    button: left > 0 ? 'Make ten new ones in place of them' : 'Show my ten codes',
  }
}

function leftWords(left: number): string {
  if (left === 0) return 'You have none yet.'
  return left === 1 ? 'You have one left.' : `You have ${left} left.`
}
