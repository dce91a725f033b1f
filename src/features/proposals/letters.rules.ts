// What people are written about their proposals: the site's own words round what an editor wrote.
import type { Letter, Part } from '../../platform/mail/letters.ts'
import type { Proposal } from './fields.ts'

export interface Told {
  /** What the listing is called. */
  name: string
  /** Its path, once it has one. */
  path: string
  reply: string
}

type Outcome = 'approved' | 'rejected' | 'asked'

const SUBJECTS: Record<Outcome, Record<Proposal['kind'], string>> = {
  approved: {
    new: 'Your project is on the map',
    edit: 'Your changes are live',
    claim: 'You can keep your listing now',
    report: 'Thank you: we looked into what you told us',
    merge: 'Thank you: the two are one now',
  },
  rejected: {
    new: 'About the project you sent us',
    edit: 'About the changes you sent us',
    claim: 'About the listing you asked to keep',
    report: 'We looked into what you told us',
    merge: 'About the double you told us of',
  },
  asked: {
    new: 'A question about the project you sent us',
    edit: 'A question about the changes you sent us',
    claim: 'A question about the listing you asked to keep',
    report: 'A question about what you told us',
    merge: 'A question about what you told us',
  },
}

const FIRST: Record<Outcome, string> = {
  approved: 'An editor has read what you sent, and said yes.',
  rejected: 'An editor has read what you sent, and decided against it. This is why:',
  asked: 'An editor has read what you sent, and asks:',
}

/** The letter that tells somebody what became of what they sent. */
export function decisionLetter(
  proposal: Pick<Proposal, 'kind' | 'uuid'>,
  outcome: Outcome,
  told: Told,
): Letter {
  const parts: Part[] = [{ kind: 'text', text: FIRST[outcome] }]
  if (told.reply) parts.push({ kind: 'quote', text: told.reply })
  parts.push({ kind: 'facts', rows: [['What it is about', told.name]] })
  if (outcome === 'asked')
    parts.push({ kind: 'link', label: 'Answer the question', href: `/proposals/${proposal.uuid}` })
  else if (told.path) parts.push({ kind: 'link', label: 'See it on the site', href: told.path })
  parts.push({ kind: 'text', text: LAST[outcome] })
  return { subject: SUBJECTS[outcome][proposal.kind], parts }
}

const LAST: Record<Outcome, string> = {
  approved:
    'If anything about it is not right, ask for a link on the site’s page “Keep your listing”, and change it.',
  rejected: 'If you think that this is a mistake, answer this mail or send it again with what is missing.',
  asked: 'Nothing happens to what you sent until you answer.',
}
