// What everything is made of: the database, the clock, the stores, the renderer.

import type { Config } from './config.ts'
import { makeAreasStore } from './features/areas/store.ts'
import { makeCategoriesStore } from './features/categories/store.ts'
import { loadTravel, makeCrossingsStore } from './features/crossings/store.ts'
import { makeInitiativeReader } from './features/initiatives/reading.store.ts'
import { makeSaver } from './features/initiatives/saving.store.ts'
import { makeInitiativesStore } from './features/initiatives/store.ts'
import { makeResolver } from './features/places/search.ts'
import { makePlacesStore } from './features/places/store.ts'
import type { Db } from './platform/database/open.ts'
import type { Clock } from './platform/text/clock.ts'
import type { Log } from './platform/web/log.ts'

export interface Basics {
  config: Config
  db: Db
  clock: Clock
  log: Log
}

export type Context = ReturnType<typeof makeContext>

/** Everything a feature may ask for, made once a process. */
export function makeContext(basics: Basics) {
  const { db, clock } = basics
  const areas = makeAreasStore(db)
  const categories = makeCategoriesStore(db)
  const crossings = makeCrossingsStore(db)
  const places = makePlacesStore(db)
  const store = makeInitiativesStore(db)
  const reader = makeInitiativeReader(db)
  const ground = {
    postcode: places.postcode,
    areaAt: areas.areaAt,
    areaByCode: areas.byCode,
    areaByPath: areas.byPath,
  }
  const knowsCategory = (slug: string) => categories.bySlug(slug) !== undefined
  return {
    ...basics,
    areas,
    categories,
    crossings,
    places,
    resolver: makeResolver({ db, areas }),
    travel: loadTravel(crossings),
    initiatives: { store, reader, saver: makeSaver({ store, reader, ground, clock, knowsCategory }) },
  }
}
