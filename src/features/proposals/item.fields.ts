// What is known of one proposal when an editor opens it.
import type { Journey } from '../crossings/travel.rules.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import type { Keeper } from '../initiatives/keepers.store.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import type { Unpublished } from '../initiatives/publishing.store.ts'
import type { Entered } from '../initiatives/reading.store.ts'
import type { Revision } from '../initiatives/revisions.store.ts'
import type { Half, Kind, Message, Pair, Proposal, Status } from './fields.ts'

export interface Item {
  proposal: Proposal
  /** The listing as it is now; nothing for a new one, or one that was taken down. */
  live: Entered | undefined
  gone: Unpublished | undefined
  into: { id: number; slug: string; name: string } | undefined
  /** Of a proposal to make two one, which would stay, or does. */
  pair: Pair<Half> | undefined
  /** What the listing would say. */
  whole: InitiativeFields | undefined
  placing: Placing | undefined
  area: string
  revision: Revision | undefined
  keepers: Keeper[]
  warnings: Warning[]
  doubles: Double[]
  /** What they are called, and whether it is somebody's home, as they said; nothing where they were not asked. */
  said: { sender_name: string; is_home: '' | 'yes' | 'no' } | undefined
  sender: Sender
  earlier: Earlier[]
  messages: Message[]
  holder: string
  decider: string
  openHere: number[]
  neighbours: { listed: Listed; journey: Journey }[]
  picture: object | null
  /** How far the place moves. */
  movedMetres: number
}

/** How the other proposals from an address went. */
export interface Sender {
  sent: number
  approved: number
  asked: number
  rejected: number
}

/** Another proposal of the same sender. */
export interface Earlier {
  id: number
  kind: Kind
  status: Status
  confirmed_at: string | null
  decided_at: string | null
  name: string
}

export interface Double {
  id: number
  slug: string
  name: string
  /** How far away; nothing where one of them is nowhere in particular. */
  metres: number | null
  same: ('name' | 'website' | 'telephone')[]
}

export type Look = 'home' | 'links' | 'words' | 'characters' | 'name'

export interface Warning {
  look: Look
  text: string
}
