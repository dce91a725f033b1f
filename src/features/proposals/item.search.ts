// All that an editor has to know of one proposal, gathered for its page.
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import { localTime } from '../../platform/text/clock.ts'
import type { FieldName, InitiativeFields } from '../initiatives/fields.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Listed, PublicInitiative } from '../initiatives/kept.fields.ts'
import { type Ground, type Placing, placeInitiative } from '../initiatives/placing.rules.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import { readInitiative } from '../initiatives/reading.fields.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { RevisionsStore } from '../initiatives/revisions.store.ts'
import type { InitiativeSearch } from '../initiatives/search.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { Person } from '../people/fields.ts'
import type { PeopleStore } from '../people/store.ts'
import type { Deciding } from './deciding.store.ts'
import { diffFields, type FieldDiff } from './diff.rules.ts'
import type { DraftsStore } from './drafts.store.ts'
import type { Proposal } from './fields.ts'
import type { Double, Item } from './item.fields.ts'
import type { QueueStore } from './queue.store.ts'
import { isDouble, isOpen } from './rules.ts'
import type { Scope } from './scope.store.ts'
import type { ProposalsStore } from './store.ts'
import type { Names } from './values.rules.ts'
import { warningsOf } from './warnings.rules.ts'
import type { DoublesStore } from './warnings.store.ts'

export interface ItemDeps {
  reader: InitiativeReader
  revisions: RevisionsStore
  publishing: Publishing
  proposals: ProposalsStore
  drafts: Pick<DraftsStore, 'find'>
  deciding: Pick<Deciding, 'pairOf'>
  keepers: KeepersStore
  queue: QueueStore
  doubles: DoublesStore
  scope: Scope
  audit: AuditStore
  people: Pick<PeopleStore, 'find'>
  ground: Ground
  areas: { byId(id: number): { name: string } | undefined }
  search: Pick<InitiativeSearch, 'around'>
  cards: { listed(ids: readonly number[], today: string): Listed[] }
  formGround(): Names
  pictures: { one(light: Lit, today: string): object | null }
}

type Lit = Pick<
  PublicInitiative,
  | 'id'
  | 'slug'
  | 'name'
  | 'where_kind'
  | 'precision'
  | 'shown_lat'
  | 'shown_lon'
  | 'shown_metres'
  | 'status'
  | 'confirmed_on'
  | 'paused_until'
> & { label: string }

const NEAR_MILES = 1
const MOST_NEAR = 4

export type Items = ReturnType<typeof makeItems>

export function makeItems(deps: ItemDeps) {
  const { reader, revisions, publishing, proposals, keepers, queue, scope, people, ground, areas } = deps
  const editorName = (id: number | null) => (id === null ? '' : people.find(id)?.name || 'Another editor')

  function placingOf(whole: InitiativeFields | undefined): Placing | undefined {
    const placed = whole && placeInitiative(whole, ground)
    return placed?.ok ? placed.placing : undefined
  }

  function doublesOf(proposal: Proposal, whole: InitiativeFields | undefined, at: Point | null): Double[] {
    const isAsked = proposal.kind === 'new' || 'name' in proposal.asked || 'website' in proposal.asked
    if (!whole || !(isAsked || isDouble(proposal))) return []
    const cleared = new Set(
      deps.audit
        .about('proposal', proposal.id)
        .filter(isCleared)
        .map(({ detail }) => detail.listing),
    )
    return deps.doubles.find(proposal.initiative_id ?? 0, whole, at).filter(({ id }) => !cleared.has(id))
  }

  function aroundOf(proposal: Proposal, whole: InitiativeFields, placing: Placing, area: string, now: Date) {
    const today = localTime(now).date
    const { shown_lat: lat, shown_lon: lon } = placing
    if (lat === null || lon === null || whole.where_kind !== 'address')
      return { neighbours: [], picture: null }
    const close = deps.search.around(
      { lat, lon },
      NEAR_MILES,
      MOST_NEAR,
      proposal.initiative_id ?? 0,
      localTime(now),
    )
    const listed = deps.cards.listed(
      close.map(({ id }) => id),
      today,
    )
    const lit = {
      ...whole,
      id: proposal.initiative_id ?? 0,
      slug: '',
      shown_lat: lat,
      shown_lon: lon,
      shown_metres: placing.shown_metres,
      label: area,
    }
    return {
      neighbours: close.flatMap(({ journey }, at) => (listed[at] ? [{ journey, listed: listed[at] }] : [])),
      picture: deps.pictures.one(lit, today),
    }
  }

  /** The listing, where it was taken down; of two that are one now, the one that went. */
  function goneOf({ initiative_id }: Proposal, pair: Item['pair'], isLive: boolean): Item['gone'] {
    const went = pair && publishing.find(pair.goes.id)
    if (pair && went?.into_id === pair.stays.id) return went
    return initiative_id === null || isLive ? undefined : publishing.find(initiative_id)
  }

  /** Everything about a proposal, for somebody who may see it. */
  function of(proposal: Proposal, person: Person, now: Date): Item {
    const { id, initiative_id, into_id, asked, email } = proposal
    const live = initiative_id === null ? undefined : reader.entered(initiative_id)
    const revision = initiative_id === null ? undefined : revisions.latest(initiative_id)
    const said = live?.fields ?? revision?.fields
    const read = readInitiative({ ...said, ...asked })
    const whole = read.ok ? read.fields : undefined
    const placing = placingOf(whole)
    const area = (placing && areas.byId(placing.home_area ?? placing.serves_areas[0] ?? 0)?.name) ?? ''
    const at = pointOf(placing)
    const pair = deps.deciding.pairOf(proposal)
    const gone = goneOf(proposal, pair, live !== undefined)
    const other = (gone && !pair ? gone.into_id : into_id) ?? 0
    const into = reader.entered(other)
    const around = whole && placing && aroundOf(proposal, whole, placing, area, now)
    return {
      ...{ proposal, live, whole, placing, area, revision },
      gone,
      pair,
      into: into && { id: other, slug: into.slug, name: into.fields.name },
      keepers: initiative_id === null ? [] : keepers.of(initiative_id),
      warnings: warningsOf(asked, said ?? {}, proposal.note),
      doubles: doublesOf(proposal, whole, at),
      said: deps.drafts.find(id),
      sender: queue.sender(email, id),
      earlier: queue.earlierFrom(email, id, scope.reach(person)),
      messages: proposals.messages(id),
      holder: editorName(proposal.locked_by),
      decider: editorName(proposal.decided_by),
      openHere: initiative_id === null ? [] : queue.openAbout(initiative_id).filter(other => other !== id),
      neighbours: around?.neighbours ?? [],
      picture: around?.picture ?? null,
      movedMetres: movedBetween(pointOf(live?.placing), at),
    }
  }

  /** What it is about, in a name. */
  function titleOf({ initiative_id, asked }: Proposal): string {
    const live = initiative_id === null ? undefined : reader.entered(initiative_id)
    return live?.fields.name ?? asked.name ?? publishing.find(initiative_id ?? 0)?.name ?? 'Without a name'
  }

  /** What is not as an editor saw it any more. */
  function changedSince(
    proposal: Proposal,
    seen: { revision: number },
    what: 'proposal' | 'listing',
  ): { heading: string; rows: FieldDiff[] } {
    if (what === 'proposal')
      return {
        heading: isOpen(proposal)
          ? 'What was sent has changed since you opened this page. Look at it again.'
          : `${editorName(proposal.decided_by)} decided on it before you: ${proposal.status}.`,
        rows: [],
      }
    const id = proposal.initiative_id as number
    const [before, now] = [revisions.get(id, seen.revision), revisions.latest(id)]
    const rows =
      before && now
        ? diffFields(before.fields, now.fields, deps.formGround(), now.changes as FieldName[])
        : []
    return { heading: 'The listing has changed since you opened this page. Look again, and decide.', rows }
  }
  return { of, editorName, titleOf, changedSince }
}

function isCleared({ action }: { action: string }): boolean {
  return action === 'not a double'
}

function pointOf(placing: Placing | undefined): Point | null {
  return placing && placing.lat !== null && placing.lon !== null
    ? { lat: placing.lat, lon: placing.lon }
    : null
}

function movedBetween(from: Point | null, to: Point | null): number {
  return from && to ? Math.round(crowMetres(from, to)) : 0
}
