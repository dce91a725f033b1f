// An editor's word on what was sent, given as it stands at that moment.
import type { Decided, Decision } from '../../src/features/proposals/deciding.store.ts'
import type { Site } from './site.ts'

interface Word extends Partial<Decision> {
  act?: 'approve' | 'reject' | 'ask'
  take?: ['photos'] | ['bring']
}

/** What came of it; yes, unless another word is given. */
export function decide(site: Site, proposal_id: number, { act = 'approve', ...more }: Word = {}): Decided {
  const { proposals, deciding, people, clock } = site.context
  const station = { role: 'editor', is_whole_patch: true, area_ids: [] } as const
  const by = people.appoint('ed@quay.example', 'Ed', station, null, clock())
  const proposal = proposals.find(proposal_id)
  if (!proposal) throw new Error('There is no such proposal.')
  const seen = { version: proposal.version, revision: deciding.revisionOf(proposal) }
  return deciding[act]({ proposal_id, by, seen, reason: 'Checked', reply: 'Thank you.', ...more })
}
