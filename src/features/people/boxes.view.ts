// The boxes and notes that pages of signing in and of keeping have in common.
import type { BoxField } from '../../platform/web/forms.ts'

export interface Notice {
  icon: string
  tone: 'plain' | 'wrong' | 'done'
  heading: string
  text: string
  link: null
}

/** Where somebody types their own address, which their browser may know. */
export const EMAIL_BOX: BoxField = {
  control: 'email',
  name: 'email',
  label: 'E-mail address',
  attributes: { autocomplete: 'email', spellcheck: 'false' },
}

/** Where somebody types the address of somebody else. */
export const OTHERS_EMAIL_BOX: BoxField = {
  ...EMAIL_BOX,
  attributes: { autocomplete: 'off', spellcheck: 'false' },
}

/** Where somebody types the code of a mail. */
export const CODE_BOX: BoxField = {
  control: 'text',
  name: 'code',
  label: 'Code from the mail',
  hint: 'Eight letters and digits. Capitals, spaces and hyphens do not matter.',
  attributes: {
    autocomplete: 'one-time-code',
    autocapitalize: 'characters',
    spellcheck: 'false',
    maxlength: '40',
  },
}

export function notice(tone: Notice['tone'], icon: string, text: string): Notice {
  return { tone, icon, text, heading: '', link: null }
}
