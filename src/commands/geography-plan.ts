// What importing a part of the geography is made of: what it writes to, what was read, and what follows from it.
import type { Data } from '../context.ts'
import { type AreasReplacer, makeAreasReplacer } from '../features/areas/replacing.store.ts'
import { landTest } from '../features/areas/shape.rules.ts'
import type { Telling } from '../features/places/import.ts'
import { makePlacesReplacer, type PlacesReplacer } from '../features/places/replacing.store.ts'
import { inTransaction } from '../platform/database/open.ts'
import { FileUnreadable } from '../platform/text/files.ts'

export type Stores = Pick<Data, 'db' | 'areas' | 'places' | 'crossings' | 'homes' | 'ground'>

/** The stores, and what writes geography into them. */
export interface Workshop extends Stores {
  putAreas: AreasReplacer
  putPlaces: PlacesReplacer
}

export interface Reading {
  files: string[]
  tell: Telling
  /** Codes of the districts to keep to; none for all. */
  only: readonly string[]
}

/** What a part's files hold, and the putting of it into the database. */
export interface PartPlan {
  says: string
  /** Puts it there, in the caller's transaction; answers what else came of it. */
  apply(): string[]
  /** What has to be made anew afterwards. */
  renews?: readonly ('names' | 'neighbours')[]
  /** Whether trying it out and undoing it would keep the site waiting. */
  isLong?: boolean
  /** Lets go of what was held for `apply`. */
  drop?(): void
}

export type PartReader = (shop: Workshop, reading: Reading) => Promise<PartPlan>

export function openWorkshop(stores: Stores): Workshop {
  return { ...stores, putAreas: makeAreasReplacer(stores.db), putPlaces: makePlacesReplacer(stores.db) }
}

/** The file of a part that comes in one. Throws FileUnreadable when there are several. */
export function onlyOne([file = '', ...more]: readonly string[]): string {
  if (more.length > 0) throw new FileUnreadable('This part comes from one file at a time.')
  return file
}

/** Does it all in one transaction; answers what came of it. */
export function applyPlans(shop: Workshop, plans: readonly PartPlan[]): string[] {
  return inTransaction(shop.db, () => {
    const said = plans.flatMap(plan => plan.apply())
    const renewed = new Set(plans.flatMap(({ renews = [] }) => renews))
    if (renewed.has('neighbours')) {
      shop.putAreas.joinNeighbours(landTest(shop.crossings.land().map(({ coordinates }) => [coordinates])))
    }
    if (renewed.has('names')) shop.putPlaces.indexNames(shop.areas.all())
    return said
  })
}

class Undo extends Error {
  readonly said: string[]
  constructor(said: string[]) {
    super()
    this.said = said
  }
}

/** Does it all and undoes it; answers what would have come of it. */
export function rehearsePlans(shop: Workshop, plans: readonly PartPlan[]): string[] {
  try {
    return inTransaction(shop.db, () => {
      throw new Undo(applyPlans(shop, plans))
    })
  } catch (error) {
    if (error instanceof Undo) return error.said
    throw error
  }
}
