// The editors' desk on a small town: people who decide, and things for them to decide on.
import { makeDecisions, saidIn } from '../../src/features/proposals/decision.routes.ts'
import { marksOf } from '../../src/features/proposals/decision.view.ts'
import type { Proposal } from '../../src/features/proposals/fields.ts'
import type { Writable } from '../../src/features/proposals/store.ts'
import { inTransaction } from '../../src/platform/database/open.ts'
import { type Somebody, signedIn, type Visitor } from './people.ts'
import { openSite, type Site, type SiteOptions } from './site.ts'
import { town } from './town.ts'

const { uniformBank, homeSwap, ferryGreenGrowers } = town.cast

/** Listing 1 and 2 are in Saltmere, 3 is over the water. */
export async function openDesk(options: SiteOptions = {}) {
  const site = await openSite({ cast: { uniformBank, homeSwap, ferryGreenGrowers }, ...options })
  return { site, ...deskOf(site) }
}

const ACTIONS = ['approval', 'question', 'rejection', 'ending', 'removal'] as const

export function deskOf(site: Site) {
  const { proposals, areas, deciding } = site.context
  const decisions = makeDecisions({ db: site.db, deciding })
  const idOf = (path: string) => areas.byPath(path)?.id as number

  /** Something that waits; by default a change to the first listing, in Old Town. */
  function ask({
    areas = ['saltmere/old-town'],
    ...more
  }: Partial<Writable> & { areas?: string[] } = {}): Proposal {
    return inTransaction(site.db, () => {
      const proposal = proposals.add({
        ...{ kind: 'edit', status: 'waiting', initiative_id: 1, email: 'sam@bank.example' },
        ...{ confirmed_at: site.context.clock().toISOString(), ...more },
      })
      proposals.setAreas(proposal.id, areas.map(idOf))
      return proposal
    })
  }

  /** Somebody who may decide, with the form of an item as its page has it. */
  function editorCalled(name: string, more: Partial<Somebody> = {}) {
    const email = `${name.toLowerCase().replace(/\W/g, '')}@lights.example`
    const visitor = signedIn(site, { role: 'editor', name, email, ...more })
    return { ...visitor, decide: decideAs(visitor) }
  }

  function decideAs(visitor: Visitor) {
    return (id: number, action: string, more: Record<string, string | string[]> = {}, seen = seenOf(id)) => {
      const take = Object.keys(proposals.find(id)?.asked ?? {})
      const said = { reason: 'checked', take, ...more }
      return visitor.post(`/admin/queue/${id}/${action}`, {
        ...seen,
        ...said,
        read: readBy(visitor, id, action, said),
      })
    }
  }

  /** Marks of the mails that an item's page shows whoever is about to decide so. */
  function readBy({ person }: Visitor, id: number, action: string, said: Record<string, string | string[]>) {
    const [one, proposal] = [ACTIONS.find(known => known === action), proposals.find(id)]
    if (!one || !proposal) return ''
    const words = saidIn(proposal, { revision: deciding.revisionOf(proposal) }, said)
    return marksOf(decisions.rehearseAll(proposal, [one], person, words))
  }

  function seenOf(id: number) {
    const proposal = proposals.find(id)
    if (!proposal) throw new Error('There is no such proposal.')
    return { version: String(proposal.version), revision: String(deciding.revisionOf(proposal)) }
  }

  return { ask, editorCalled, seenOf, idOf, editor: editorCalled('Ed Quay') }
}
