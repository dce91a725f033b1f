// The thread in which long files are made: a connection of its own that only reads, and what searching needs.
import { workerData } from 'node:worker_threads'
import type { Config } from './config.ts'
import { makeAreasStore } from './features/areas/store.ts'
import { makeCategoriesStore } from './features/categories/store.ts'
import { loadTravel, makeCrossingsStore } from './features/crossings/store.ts'
import { makeExportSearch } from './features/initiatives/export.search.ts'
import { makeFiler } from './features/initiatives/filing.routes.ts'
import { makeInitiativeSearch } from './features/initiatives/search.ts'
import { makeResolver } from './features/places/search.ts'
import { makeSettings } from './features/settings/store.ts'
import { answerInThread } from './platform/back-room.ts'
import { openToRead } from './platform/database/open.ts'
import { systemClock } from './platform/text/clock.ts'

const config = workerData as Config
const db = openToRead(config.DATA_DIR)
const settings = makeSettings(db, config)
const areas = makeAreasStore(db)

answerInThread(
  makeFiler({
    clock: systemClock,
    baseUrl: config.BASE_URL,
    get siteName() {
      return settings.now().site_name
    },
    areas,
    categories: makeCategoriesStore(db),
    resolver: makeResolver({ db, areas }),
    search: makeInitiativeSearch(db, loadTravel(makeCrossingsStore(db))),
    exported: makeExportSearch(db).exported,
  }),
)
