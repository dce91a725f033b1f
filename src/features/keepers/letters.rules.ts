// What people who keep listings are written, in the site's own words.
import type { Letter, Part } from '../../platform/mail/letters.ts'

interface Proof {
  href: string
  code: string
}

const text = (words: string): Part => ({ kind: 'text', text: words })
const about = (...rows: [string, string][]): Part => ({ kind: 'facts', rows })
const CODE = 'In another browser, or on another device, type this code:'
const NOT_YOU = 'If it was not you, there is nothing you need to do.'

/** The link to all that somebody keeps. */
export function keepLetter(proof: Proof): Letter {
  return proofLetter(proof, {
    subject: 'Your link to keep your listings right',
    lead: 'Somebody, we hope you, asked for the link to the listings that you keep. It works once, for a short while.',
    label: 'Go to my listings',
  })
}

/** To somebody whom a keeper asks to keep a listing. Nothing in it was typed by whoever asks. */
export function offerLetter(name: string) {
  return ({ href, code }: Proof): Letter => ({
    subject: 'You are asked to keep a listing right',
    parts: [
      text(
        'Somebody who keeps a listing asks you to keep it right from now on. If you want to, confirm it within three days.',
      ),
      about(['The listing', name]),
      { kind: 'link', label: 'Say yes', href },
      { kind: 'code', code, note: 'The page asks for this code:' },
      text('If you do not want to, or know nothing of it, there is nothing you need to do.'),
    ],
  })
}

/** To an address that a listing has, when somebody says that the listing is theirs. */
export function claimLetter(name: string) {
  return (proof: Proof): Letter =>
    proofLetter(proof, {
      subject: 'Confirm that you keep this listing',
      lead: 'Somebody, we hope you, wants to keep a listing that names this address. If it was you, confirm it.',
      label: 'I keep it',
      facts: [about(['The listing', name])],
    })
}

/** To those who keep a listing, when another is to keep it too, or instead of one of them. `href` is '' when it is decided. */
export function changeLetter(name: string, when: string, href: string): Letter {
  const object: Part[] = href
    ? [
        text(
          'If that is not right, say so until then with one press, and nothing changes before an editor has looked at it.',
        ),
        { kind: 'link', label: 'Object to it', href },
      ]
    : [text('An editor has decided this. If it is not right, answer this mail.')]
  return {
    subject: 'Somebody else is to keep your listing',
    parts: [
      text('Somebody else is to keep a listing that you keep.'),
      about(['The listing', name], ['From', when]),
      ...object,
    ],
  }
}

/** To whoever keeps a listing from now on. */
export function welcomeLetter(name: string): Letter {
  return {
    subject: 'You keep your listing now',
    parts: [
      text('From now on you can keep this listing right.'),
      about(['The listing', name]),
      { kind: 'link', label: 'Ask for your link', href: '/keep/send-link' },
    ],
  }
}

/** To whoever keeps a listing no longer. */
export function farewellLetter(name: string): Letter {
  return {
    subject: 'Somebody else keeps your listing now',
    parts: [
      text(
        'You handed a listing over, and it is done: somebody else keeps it now, and your links to it no longer work.',
      ),
      about(['The listing', name]),
      text('If it was not you who handed it over, answer this mail at once.'),
    ],
  }
}

/** To whoever was to keep a listing, when the one who handed it over kept it no longer by then. */
export function lapsedLetter(name: string): Letter {
  return {
    subject: 'You do not keep the listing after all',
    parts: [
      text(
        'You said yes to keeping a listing. Whoever asked you keeps it no longer, so that it was not theirs to give.',
      ),
      about(['The listing', name]),
      { kind: 'link', label: 'If it is yours to keep, find it', href: '/initiatives' },
    ],
  }
}

/** To those who keep a listing that somebody else changed. */
export function editedLetter(name: string, slug: string, labels: readonly string[]): Letter {
  return {
    subject: 'A listing that you keep was changed',
    parts: [
      text('Somebody else asked for a change to a listing that you keep, and it is live now.'),
      about(['The listing', name], ['What changed', labels.join(', ')]),
      { kind: 'link', label: 'See what it says now', href: `/initiatives/${slug}` },
      { kind: 'link', label: 'Put it right', href: `/initiatives/${slug}/edit` },
    ],
  }
}

/** To somebody who is not known yet and sent something about a listing. */
export function confirmLetter(proof: Proof): Letter {
  return proofLetter(proof, {
    subject: 'Confirm what you sent us',
    lead: 'Somebody, we hope you, sent us something about a listing and gave this address. Editors see it once you have confirmed it.',
    label: 'Confirm it',
  })
}

/** What asks somebody to show that an address is theirs: by the link, or by the code. */
function proofLetter(
  { href, code }: Proof,
  { subject, lead, label, facts = [] }: { subject: string; lead: string; label: string; facts?: Part[] },
): Letter {
  return {
    subject,
    parts: [
      text(lead),
      ...facts,
      { kind: 'link', label, href },
      { kind: 'code', code, note: CODE },
      text(NOT_YOU),
    ],
  }
}
