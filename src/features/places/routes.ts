// `/near`: from a typed place to the list of what is near it, or to a question.
import { Router } from 'express'
import { cleanLine } from '../../platform/text/clean.ts'
import type { Show } from '../../platform/web/page.ts'
import type { SettingsStore } from '../settings/store.ts'
import { LONGEST_TYPED } from './fields.ts'
import type { Resolver } from './search.ts'
import { addressOf, type Carried, nearHead, nearPage } from './view.ts'

export interface NearDeps {
  show: Show
  resolver: Resolver
  settings: Pick<SettingsStore, 'now'>
}

const CARRIED = new Set(['q', 'within', 'area', 'category', 'open', 'cost', 'access', 'need', 'sort'])
const MOST_CARRIED = 30

export function nearRoutes({ show, resolver, settings }: NearDeps): Router {
  const router = Router()

  router.get('/near', (req, res) => {
    const { typed, carried } = readAsked(req.url)
    const resolution = resolver.resolve(typed)
    if (resolution.found === 'one') return res.redirect(303, addressOf(resolution.origin, carried))
    const parts = { typed, resolution, carried, settings: settings.now() }
    return show(res, 'places/near', nearHead(parts), nearPage(parts), { keeper: 'nobody' })
  })
  return router
}

/** The first `q` is the place; a second one is the words that a list was being searched for. */
function readAsked(url: string): { typed: string; carried: Carried } {
  const query = [...new URLSearchParams(/\?.*/.exec(url)?.[0])]
  const at = query.findIndex(([name]) => name === 'q')
  const carried = query
    .filter(([name], index) => index !== at && CARRIED.has(name))
    .map(([name, value]) => [name, cleanLine(value.slice(0, LONGEST_TYPED))] as const)
    .filter(([, value]) => value !== '')
  return {
    typed: cleanLine((query[at]?.[1] ?? '').slice(0, 4 * LONGEST_TYPED)).slice(0, LONGEST_TYPED),
    carried: carried.slice(0, MOST_CARRIED),
  }
}
