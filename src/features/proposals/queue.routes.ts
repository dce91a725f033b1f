// The editors' queue: what waits for them, by kind, area and state.
import { type Response, Router } from 'express'
import type { Clock } from '../../platform/text/clock.ts'
import type { Show } from '../../platform/web/page.ts'
import type { InitiativesStore } from '../initiatives/store.ts'
import type { Person } from '../people/fields.ts'
import { type Guards, personOf } from '../people/guards.routes.ts'
import type { PeopleStore } from '../people/store.ts'
import type { SettingsStore } from '../settings/store.ts'
import { stepsLeft } from './first-steps.rules.ts'
import { askedOf, QUEUE_PATH, type QueueFilters, readQueueFilters, SHOWS, type Shown } from './queue.rules.ts'
import type { QueueStore } from './queue.store.ts'
import { PAGE_SIZE, type QueueParts, queuePage } from './queue.view.ts'
import type { Scope } from './scope.store.ts'

export interface QueueDeps {
  clock: Clock
  showDesk: Show
  guards: Pick<Guards, 'editor' | 'admin'>
  queue: QueueStore
  scope: Scope
  areas: {
    byId(id: number): { id: number; name: string; level: string } | undefined
    districts(): { id: number; name: string }[]
    neighbourhoodsOf(districtId: number): { id: number; name: string }[]
  }
  reachOf(person: Person): string
}

export interface QueueRouteDeps extends QueueDeps {
  settings: Pick<SettingsStore, 'own'>
  store: Pick<InitiativesStore, 'count' | 'countFrom'>
  people: Pick<PeopleStore, 'staff'>
  doneNotice(res: Response, id: unknown): object | null
}

export function queueRoutes(deps: QueueRouteDeps): Router {
  const { settings, store, people } = deps
  const router = Router()
  const queueFor = makeQueueFor(deps)
  router.get(QUEUE_PATH, deps.guards.editor, (req, res) => {
    const person = personOf(res)
    const parts = queueFor(person, readQueueFilters(req.query))
    const steps = person.role === 'admin' && isUntouched(parts) ? stepsLeft(siteSoFar()) : []
    const page = { ...queuePage(parts, steps), done: deps.doneNotice(res, req.query.done) }
    return deps.showDesk(res, 'proposals/queue', deskHead('Queue'), page, { keeper: 'nobody' })
  })

  const siteSoFar = () => ({
    settings: Object.keys(settings.own()).length,
    listings: store.count(),
    examples: store.countFrom('examples'),
    staff: people.staff().length,
  })
  return router
}

/** Whether nothing waits and nobody ever had an answer. */
function isUntouched({ counts, waits }: QueueParts): boolean {
  return waits.length === 0 && Object.values(counts).every(count => count === 0)
}

/** What every page of the desk says about itself. */
export function deskHead(title: string, section = QUEUE_PATH) {
  return {
    title,
    section,
    robots: 'noindex, nofollow',
    scripts: section === QUEUE_PATH ? ['shortcuts.js', 'mails.js'] : [],
  }
}

/** Gathers what the list at the left shows. */
export function makeQueueFor({ clock, queue, scope, areas, reachOf }: QueueDeps) {
  const within = (id: number) => [id, ...areas.neighbourhoodsOf(id).map(one => one.id)]
  return (person: Person, filters: QueueFilters): QueueParts => {
    const reach = scope.reach(person)
    const asked = askedOf(filters, reach, within)
    const totals = queue.totals({ ...asked, statuses: SHOWS })
    const counts = Object.fromEntries(SHOWS.map(show => [show, totals.get(show) ?? 0])) as Record<
      Shown,
      number
    >
    return {
      rows: queue.list(asked, filters.page, PAGE_SIZE),
      total: counts[filters.show],
      counts,
      waits: queue.waits(reach),
      areas: areasFor(areas, reach),
      reach: reachOf(person),
      ...{ filters, me: person.id, now: clock() },
    }
  }
}

/** The areas somebody may choose among: theirs, or every district. */
export function areasFor(areas: QueueDeps['areas'], reach: number[] | null) {
  if (reach === null) return areas.districts()
  return reach.flatMap(id => areas.byId(id) ?? []).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}
