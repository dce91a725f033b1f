// Who may look at a proposal or a listing: by every area it lies in, now and as it asks to.
import type { InitiativeFields } from '../initiatives/fields.ts'
import { type Ground, placeInitiative } from '../initiatives/placing.rules.ts'
import { readInitiative } from '../initiatives/reading.fields.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { RevisionsStore } from '../initiatives/revisions.store.ts'
import type { Person } from '../people/fields.ts'
import type { Proposal } from './fields.ts'
import { areasOf } from './rules.ts'
import type { ProposalsStore } from './store.ts'

export interface ScopeParts {
  reader: Pick<InitiativeReader, 'entered'>
  revisions: Pick<RevisionsStore, 'latest'>
  proposals: Pick<ProposalsStore, 'areasOf'>
  ground: Ground
  areas: { neighbourhoodsOf(districtId: number): { id: number }[] }
  canEdit(person: Person | undefined, areaIds: readonly number[]): boolean
}

export type Scope = ReturnType<typeof makeScope>

const WHERE = ['where_kind', 'precision', 'venue', 'street', 'postcode', 'lat', 'lon', 'serves'] as const

export function makeScope({ reader, revisions, proposals, ground, areas, canEdit }: ScopeParts) {
  /** Where a listing lies; of one that was taken down, where it lay. */
  function listingAreas(id: number): number[] {
    const entered = reader.entered(id)
    if (entered) return areasOf(entered.placing)
    const last = revisions.latest(id)
    return last ? placedAreas(last.fields) : []
  }

  function placedAreas(fields: InitiativeFields): number[] {
    const placed = placeInitiative(fields, ground)
    return placed.ok ? areasOf(placed.placing) : []
  }

  /** Where it asks to be; nowhere in particular as long as that makes no sense. */
  function askedAreas({ asked, initiative_id }: Proposal): number[] {
    if (!WHERE.some(name => name in asked)) return []
    const live = initiative_id === null ? undefined : reader.entered(initiative_id)
    const read = readInitiative({ ...live?.fields, ...asked })
    return read.ok ? placedAreas(read.fields) : []
  }

  function proposalAreas(proposal: Proposal): number[] {
    const listings = [proposal.initiative_id, proposal.into_id].filter(id => id !== null)
    return [...proposals.areasOf(proposal.id), ...listings.flatMap(listingAreas), ...askedAreas(proposal)]
  }

  return {
    listingAreas,
    mayEdit: (person: Person, id: number) => canEdit(person, listingAreas(id)),
    mayDecide: (person: Person, proposal: Proposal) => canEdit(person, proposalAreas(proposal)),
    /** Whether somebody may make a listing say this, where it puts itself. */
    mayPlace: (person: Person, fields: InitiativeFields) => canEdit(person, placedAreas(fields)),
    /** The areas somebody looks after, and all within them; null for the whole patch. */
    reach: ({ role, is_whole_patch, area_ids }: Person): number[] | null =>
      role === 'admin' || is_whole_patch
        ? null
        : [...new Set(area_ids.flatMap(id => [id, ...areas.neighbourhoodsOf(id).map(one => one.id)]))],
  }
}
