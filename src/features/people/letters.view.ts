// The letters that people get about signing in, in the site's own words.
import type { Letter } from '../../platform/mail/letters.ts'

export interface ProofParts {
  href: string
  code: string
}

/** The link and the code; nothing in it was typed by whoever asked. */
export function signInLetter(siteName: string, minutes: number) {
  return ({ href, code }: ProofParts): Letter => ({
    subject: `Your link to sign in to ${siteName}`,
    parts: [
      {
        kind: 'text',
        text: `Somebody, we hope you, asked to sign in to ${siteName} with this address. The link works once, in the next ${sayMinutes(minutes)}, in the browser that asked for it.`,
      },
      { kind: 'link', label: 'Sign in', href },
      { kind: 'code', code, note: 'In another browser, or on another device, type this code:' },
      {
        kind: 'text',
        text: 'If it was not you, there is nothing you need to do. Please tell nobody the code: we never ask for it, by mail or by telephone.',
      },
    ],
  })
}

/** To somebody who has just been made an editor or an admin. */
export function invitation(siteName: string, role: 'editor' | 'admin', where: string): Letter {
  const what = role === 'admin' ? 'an admin' : 'an editor'
  return {
    subject: `You can now sign in to ${siteName} as ${what}`,
    parts: [
      {
        kind: 'text',
        text: `You have been made ${what} of ${siteName}, for ${where}. There is no password: sign in with this address, and we send you a link.`,
      },
      { kind: 'link', label: 'Sign in', href: '/sign-in' },
      {
        kind: 'text',
        text: 'If you did not expect this, you can ignore it; nothing happens unless you sign in.',
      },
    ],
  }
}

/** To an address that somebody wants to sign in with from now on. */
export function newAddressLetter(siteName: string, minutes: number) {
  return ({ href, code }: ProofParts): Letter => ({
    subject: `Confirm this address for ${siteName}`,
    parts: [
      {
        kind: 'text',
        text: `Somebody wants to sign in to ${siteName} with this address from now on. If it was you, confirm it in the next ${sayMinutes(minutes)}, in the browser you asked from.`,
      },
      { kind: 'link', label: 'Confirm this address', href },
      { kind: 'code', code, note: 'In another browser, type this code:' },
    ],
  })
}

/** To the address of somebody who sent something in; nothing in it was typed by whoever did. */
export function confirmLetter(siteName: string, minutes: number) {
  return ({ href, code }: ProofParts): Letter => ({
    subject: `Confirm your address for ${siteName}`,
    parts: [
      {
        kind: 'text',
        text: `Somebody, we hope you, sent something in to ${siteName} and gave this address. Nobody reads it before you confirm the address, in the next ${sayMinutes(minutes)}, in the browser you sent it from.`,
      },
      { kind: 'link', label: 'Confirm my address', href },
      { kind: 'code', code, note: 'In another browser, or on another device, type this code:' },
      {
        kind: 'text',
        text: 'If it was not you, there is nothing you need to do: what was sent is thrown away after a week.',
      },
    ],
  })
}

/** What happened to somebody's account, in case it was not them. */
export function noticeLetter(siteName: string, what: string): Letter {
  return {
    subject: `A change to how you sign in to ${siteName}`,
    parts: [
      { kind: 'text', text: what },
      {
        kind: 'text',
        text: 'If it was not you, tell an admin at once, and end the sessions you do not know.',
      },
      { kind: 'link', label: 'See your account', href: '/account' },
    ],
  }
}

function sayMinutes(minutes: number): string {
  return minutes === 60 ? 'hour' : `${minutes} minutes`
}
