// What everything is made of: the database, the clock, the stores, the renderer.
import { isPlain } from './addresses.ts'
import { makeFiles } from './back-room.ts'
import type { Config } from './config.ts'
import { makeAdmin } from './features/admin/parts.store.ts'
import { makeAreasStore } from './features/areas/store.ts'
import { makeCategoriesStore } from './features/categories/store.ts'
import { loadTravel, makeCrossingsStore } from './features/crossings/store.ts'
import { makeCardSearch } from './features/initiatives/cards.search.ts'
import { makeExportSearch } from './features/initiatives/export.search.ts'
import { formGround } from './features/initiatives/form.store.ts'
import { makeGlowSearch } from './features/initiatives/glow.search.ts'
import { makeHomesStore } from './features/initiatives/homes.store.ts'
import { makePublishing } from './features/initiatives/publishing.store.ts'
import { makeInitiativeReader } from './features/initiatives/reading.store.ts'
import { makeRevisionsStore } from './features/initiatives/revisions.store.ts'
import { makeSaver } from './features/initiatives/saving.store.ts'
import { makeInitiativeSearch } from './features/initiatives/search.ts'
import { makeInitiativesStore } from './features/initiatives/store.ts'
import { makeKeeping } from './features/keepers/parts.store.ts'
import { makePhotoDrafts } from './features/keepers/photos.store.ts'
import { makeMatchSearch } from './features/map/asked.search.ts'
import { makeDimming } from './features/map/dimming.store.ts'
import { makeDrawing } from './features/map/drawing.search.ts'
import { makeEmbedded } from './features/map/embed.search.ts'
import { makeGroundStore } from './features/map/ground.store.ts'
import { makeLightSearch } from './features/map/lights.search.ts'
import { makePictures } from './features/map/pictures.search.ts'
import { findStreets } from './features/map/streets.import.ts'
import { FOOT_CREDITS } from './features/pages/credits.fields.ts'
import { makeAuditStore } from './features/people/audit.store.ts'
import type { Person } from './features/people/fields.ts'
import { makeGuards } from './features/people/guards.routes.ts'
import { makePeople } from './features/people/parts.store.ts'
import { reachWords } from './features/people/rules.ts'
import { makeDarkRoom } from './features/photos/pixels.import.ts'
import { makeReceive } from './features/photos/receiving.routes.ts'
import { makePhotosStore } from './features/photos/store.ts'
import { makeResolver } from './features/places/search.ts'
import { makePlacesStore } from './features/places/store.ts'
import { makeWardSearch } from './features/places/wards.search.ts'
import { makeDraftAccess } from './features/proposals/drafts.routes.ts'
import { makeOthers } from './features/proposals/others.search.ts'
import { makeProposalParts } from './features/proposals/parts.store.ts'
import { withSettings } from './features/settings/fields.ts'
import { makeSettings } from './features/settings/store.ts'
import { makeImports } from './import-room.ts'
import { makeKeep } from './platform/database/kept.ts'
import type { Db } from './platform/database/open.ts'
import { makeMail } from './platform/mail/mail.ts'
import type { Clock } from './platform/text/clock.ts'
import { readAssets } from './platform/web/assets.ts'
import type { Log } from './platform/web/log.ts'
import { makePageCache } from './platform/web/page-cache.ts'
import { makeRenderer, VIEWS } from './platform/web/render.ts'
import { askSearchRoom } from './search-room.ts'
import { deskHome, makeShow, makeShowDesk } from './site.ts'

export interface Basics {
  config: Config
  db: Db
  clock: Clock
  log: Log
}

/** Pictures of maps that are kept as drawn. */
const MOST_PICTURES = 80

export type Data = ReturnType<typeof makeData>
export type Context = ReturnType<typeof makeContext>

/** The database and all that reads and writes it: what commands need. */
export function makeData({ config: environment, ...basics }: Basics) {
  const { db, clock } = basics
  const settings = makeSettings(db, environment)
  const config = withSettings(environment, settings.now)
  const areas = makeAreasStore(db)
  const categories = makeCategoriesStore(db)
  const crossings = makeCrossingsStore(db)
  const places = makePlacesStore(db)
  const store = makeInitiativesStore(db)
  const reader = makeInitiativeReader(db)
  const ground = {
    postcode: places.postcode,
    areaAt: areas.areaAt,
    areaNear: areas.areaNear,
    areaByCode: areas.byCode,
    areaByPath: areas.byPath,
    postcodesIn: makeWardSearch(db, areas).postcodesIn,
  }
  const kinds = () => categories.all().map(({ slug }) => slug)
  const revisions = makeRevisionsStore(db)
  const saver = makeSaver({ store, reader, revisions, ground, clock, kinds })
  const publishing = makePublishing({ db, clock, reader, revisions, saver })
  const audit = makeAuditStore(db, clock)
  const homes = makeHomesStore(db)
  const { outbox, mailDesk } = makeMail({ ...basics, config })
  return {
    ...{
      ...basics,
      environment,
      config,
      settings,
      areas,
      categories,
      crossings,
      places,
      ground,
      store,
      homes,
      reader,
      saver,
    },
    ...{ revisions, publishing, audit, outbox, mailDesk },
  }
}

/** The data, and all that finds and shows it: what the site needs. */
export function makeContext(basics: Basics) {
  const data = makeData(basics)
  const { db, config, settings, areas, crossings, store, outbox } = data
  const assets = readAssets()
  const travel = loadTravel(crossings)
  const search = makeInitiativeSearch(db, travel, { others: askSearchRoom(db, config) })
  const lights = makeLightSearch(db, makeMatchSearch(db, search))
  const land = makeGroundStore(db)
  const keepPictures = makeKeep(db, MOST_PICTURES)
  const draw = makeDrawing(land, lights, keepPictures)
  const files = {
    get siteName() {
      return config.SITE_NAME
    },
    ...{ clock: data.clock, baseUrl: config.BASE_URL },
    ...{ areas, categories: data.categories, resolver: makeResolver({ db, areas }) },
    search,
    exported: makeExportSearch(db).exported,
  }
  const keep = makeKeep(db, 1)
  const cards = makeCardSearch(db, data)
  const render = makeRenderer(VIEWS, { strict: config.NODE_ENV !== 'production', href: assets.href })
  const people = makePeople({ db, clock: data.clock, config, outbox, areas })
  const proposals = makeProposalParts({ ...data, people: people.people, welcomes: people.welcomes })
  const admin = makeAdmin({ ...data, ...people, ...proposals })
  const surround = {
    ...{ config, render, href: assets.href },
    hasExamples: () => keep('examples', () => store.hasFrom('examples')),
    reachOf: reachWords(
      id => areas.byId(id)?.name,
      () => settings.now().patch_name,
    ),
    waitingFor: (person: Person) => proposals.queue.waiting(admin.scope.reach(person)),
  }
  const show = makeShow(surround)
  return {
    ...data,
    assets,
    render,
    pageCache: makePageCache({ db, clock: data.clock, isPlain }),
    show,
    showDesk: makeShowDesk(surround),
    ...people,
    ...proposals,
    ...makeKeeping({ ...data, ...people, ...proposals }),
    ...admin,
    photos: makePhotosStore(db, data.clock),
    photoDrafts: makePhotoDrafts(db, data.clock, proposals.proposals),
    receive: makeReceive({ limits: people.limits, darkRoom: makeDarkRoom() }),
    formGround: () => formGround({ areas, categories: data.categories }),
    draftAccess: makeDraftAccess({ config, drafts: proposals.drafts }),
    guards: makeGuards({ config, clock: data.clock, show }),
    deskHome,
    reachOf: surround.reachOf,
    areaChoices: () =>
      areas.districts().map(({ id, name }) => ({ id, name, neighbourhoods: areas.neighbourhoodsOf(id) })),
    baseUrl: config.BASE_URL,
    get siteName() {
      return config.SITE_NAME
    },
    /** Whom anybody may write to; '' for nobody. */
    get mail() {
      return settings.now().contact
    },
    resolver: files.resolver,
    search,
    ...{ cards, others: makeOthers({ ...data, duplicates: proposals.duplicates, search, cards }) },
    glows: makeGlowSearch(db),
    travel,
    lights,
    dimming: makeDimming(db),
    land,
    streets: findStreets(config, data.log),
    embedded: makeEmbedded(draw),
    credits: FOOT_CREDITS,
    pictures: makePictures({ draw, ground: land, travel, areas, keep: keepPictures }),
    files: makeFiles(db, config, files),
    runImport: makeImports(data, admin),
  }
}
