// The table of routes: everything that answers, who may ask it, and what stands guard.
import { ADMIN_ROUTES } from './admin-pages.ts'
import { DESK_ROUTES } from './desk-routes.ts'

/**
 * Who may pass: anybody; those who are signed in, before their second factor or after it;
 * keepers of a listing, which one is the store's to say; editors, whatever they look after; admins.
 */
export type Who = 'anybody' | 'half signed in' | 'signed in' | 'keeper' | 'editor' | 'admin'

/**
 * Everything that answers, and who may ask it. A new route needs a row here, and an address among `pages`, `formats` or the
 * pages of the desk.
 */
export const ROUTES: [method: string, path: string, who: Who][] = [
  ['get', '/', 'anybody'],
  ['get', '/near', 'anybody'],
  ['get', '/initiatives', 'anybody'],
  ['get', '/initiatives.geojson', 'anybody'],
  ['get', '/initiatives.csv', 'anybody'],
  ['get', '/initiatives.atom', 'anybody'],
  ['get', '/initiatives/:slug', 'anybody'],
  ['get', '/map', 'anybody'],
  ['get', '/map.svg', 'anybody'],
  ['get', '/map/streets.pmtiles', 'anybody'],
  ['get', '/embed/map', 'anybody'],
  ['get', '/map/lights/:z/:x/:y', 'anybody'],
  ['get', '/map/ground/:z/:x/:y.svg', 'anybody'],
  ['get', '/areas', 'anybody'],
  ['get', '/areas/:district', 'anybody'],
  ['get', '/areas/:district/:neighbourhood', 'anybody'],
  ['get', '/categories', 'anybody'],
  ['get', '/categories/:slug', 'anybody'],
  ['get', '/about', 'anybody'],
  ['get', '/privacy', 'anybody'],
  ['get', '/accessibility', 'anybody'],
  ['get', '/open-data', 'anybody'],
  ['get', '/robots.txt', 'anybody'],
  ['get', '/sitemap.xml', 'anybody'],
  ['get', '/sitemap-pages.xml', 'anybody'],
  ['get', '/sitemap-:part.xml', 'anybody'],
  ['get', '/.well-known/security.txt', 'anybody'],
  ['get', '/healthz', 'anybody'],
  ['get', '/sign-in/first', 'anybody'],
  ['post', '/sign-in/first', 'anybody'],
  ['get', '/sign-in', 'anybody'],
  ['post', '/sign-in', 'anybody'],
  ['get', '/sign-in/code', 'anybody'],
  ['post', '/sign-in/code', 'anybody'],
  ['get', '/sign-in/:token', 'anybody'],
  ['post', '/sign-in/:token', 'anybody'],
  ['post', '/sign-out', 'anybody'],
  ['get', '/sign-in/second-factor', 'half signed in'],
  ['post', '/sign-in/second-factor', 'half signed in'],
  ['post', '/sign-in/second-factor/challenge', 'half signed in'],
  ['post', '/sign-in/second-factor/passkey', 'half signed in'],
  ['get', '/account', 'signed in'],
  ['post', '/account/sessions/removal', 'signed in'],
  ['post', '/account/sessions/:id/removal', 'signed in'],
  ['get', '/account/address', 'signed in'],
  ['post', '/account/address', 'signed in'],
  ['get', '/account/second-factor', 'half signed in'],
  ['post', '/account/second-factor/app', 'half signed in'],
  ['get', '/account/second-factor/app', 'half signed in'],
  ['post', '/account/second-factor/app/proof', 'half signed in'],
  ['post', '/account/passkeys/challenge', 'half signed in'],
  ['post', '/account/passkeys', 'half signed in'],
  ['post', '/account/factors/:id/removal', 'signed in'],
  ['get', '/account/recovery-codes', 'signed in'],
  ['post', '/account/recovery-codes', 'signed in'],
  ['get', '/keep', 'keeper'],
  ['get', '/keep/send-link', 'anybody'],
  ['post', '/keep/send-link', 'anybody'],
  ['get', '/keep/link-sent', 'anybody'],
  ['get', '/keep/ended', 'anybody'],
  ['get', '/keep/received', 'anybody'],
  ['get', '/keep/objected', 'anybody'],
  ['post', '/keep/:uuid/confirmation', 'keeper'],
  ['post', '/keep/:uuid/pause', 'keeper'],
  ['post', '/keep/:uuid/ending', 'keeper'],
  ['post', '/keep/:uuid/return', 'keeper'],
  ['get', '/keep/:uuid/handover', 'keeper'],
  ['post', '/keep/:uuid/handover', 'keeper'],
  ['get', '/keep/:uuid/keepers', 'keeper'],
  ['post', '/keep/:uuid/keepers', 'keeper'],
  ['get', '/keep/objection/:token', 'anybody'],
  ['post', '/keep/objection/:token', 'anybody'],
  ['get', '/initiatives/:slug/edit', 'anybody'],
  ['post', '/initiatives/:slug/edit', 'anybody'],
  ['get', '/initiatives/:slug/edit/sent', 'anybody'],
  ['get', '/initiatives/:slug/claim', 'anybody'],
  ['post', '/initiatives/:slug/claim', 'anybody'],
  ['get', '/initiatives/:slug/claim/sent', 'anybody'],
  ['get', '/initiatives/:slug/report', 'anybody'],
  ['post', '/initiatives/:slug/report', 'anybody'],
  ['get', '/initiatives/:slug/report/sent', 'anybody'],
  ['get', '/admin', 'editor'],
  ...DESK_ROUTES,
  ['get', '/admin/people', 'admin'],
  ['post', '/admin/people', 'admin'],
  ['get', '/admin/people/new', 'admin'],
  ['get', '/admin/people/:id', 'admin'],
  ['post', '/admin/people/:id', 'admin'],
  ['post', '/admin/people/:id/removal', 'admin'],
  ['post', '/admin/people/:id/sessions-removal', 'admin'],
  ['post', '/admin/people/:id/factors-removal', 'admin'],
  ['get', '/admin/personal-data', 'admin'],
  ['post', '/admin/personal-data', 'admin'],
  ['post', '/admin/people/:id/export', 'admin'],
  ['get', '/admin/people/:id/erasure', 'admin'],
  ['post', '/admin/people/:id/erasure', 'admin'],
  ['get', '/admin/mail', 'admin'],
  ['get', '/admin/mail/sending', 'admin'],
  ['post', '/admin/mail/sending', 'admin'],
  ['get', '/admin/mail/:id', 'admin'],
  ['post', '/admin/mail/:id/sending', 'admin'],
  ['get', '/submit', 'anybody'],
  ['post', '/submit/removal', 'anybody'],
  ['get', '/submit/later', 'anybody'],
  ['post', '/submit/later', 'anybody'],
  ['get', '/submit/resume/:token', 'anybody'],
  ['post', '/submit/resume/:token', 'anybody'],
  ['post', '/submit/place', 'anybody'],
  ['get', '/submit/likely', 'anybody'],
  ['post', '/submit/likely', 'anybody'],
  ['get', '/submit/check', 'anybody'],
  ['post', '/submit/check', 'anybody'],
  ['get', '/submit/confirm', 'anybody'],
  ['post', '/submit/confirm', 'anybody'],
  ['get', '/submit/address', 'anybody'],
  ['post', '/submit/address', 'anybody'],
  ['get', '/submit/:step', 'anybody'],
  ['post', '/submit/:step', 'anybody'],
  ['get', '/submit/photos', 'anybody'],
  ['post', '/submit/photos', 'anybody'],
  ['post', '/submit/photos/:uuid', 'anybody'],
  ['get', '/photos/:uuid/:name', 'anybody'],
  ['post', '/initiatives/:slug/edit/photos-sending', 'keeper'],
  ['get', '/initiatives/:slug/edit/photos', 'keeper'],
  ['post', '/initiatives/:slug/edit/photos', 'keeper'],
  ['post', '/initiatives/:slug/edit/photos/:uuid', 'keeper'],
  ['get', '/admin/initiatives/:id/photos', 'editor'],
  ['post', '/admin/initiatives/:id/photos', 'editor'],
  ['post', '/admin/initiatives/:id/photos/:uuid', 'editor'],
  ['get', '/proposals/:uuid', 'signed in'],
  ['post', '/proposals/:uuid/answer', 'signed in'],
  ['post', '/proposals/:uuid/withdrawal', 'signed in'],
  ...ADMIN_ROUTES,
]
/** Handlers that turn people away, by name; each must stand before whatever it guards. */
export const GUARDS = ['signedIn', 'halfSignedIn', 'keeper', 'editor', 'admin']
/** What anybody may change: method and path. */
export const FREE_TO_CHANGE = [
  'post /sign-in/first',
  'post /sign-in',
  'post /sign-in/code',
  'post /sign-in/:token',
  'post /sign-out',
  'post /submit/removal',
  'post /submit/later',
  'post /submit/resume/:token',
  'post /submit/place',
  'post /submit/likely',
  'post /submit/check',
  'post /submit/confirm',
  'post /submit/address',
  'post /submit/:step',
  'post /submit/photos',
  'post /submit/photos/:uuid',
  'post /keep/send-link',
  'post /keep/objection/:token',
  'post /initiatives/:slug/edit',
  'post /initiatives/:slug/claim',
  'post /initiatives/:slug/report',
]

interface Stack {
  stack: {
    route?: { path: string; stack: { method: string; handle: { name: string } }[] }
    handle: Partial<Stack>
  }[]
}

/** Every route below a router, with the names of its handlers in order. */
export function routesOf(router: unknown): { name: string; handlers: string[] }[] {
  return (router as Stack).stack.flatMap(({ route, handle }) => {
    if (!route) return handle.stack ? routesOf(handle) : []
    const methods = [...new Set(route.stack.map(({ method }) => method))]
    return methods.map(method => ({
      name: `${method} ${route.path}`,
      handlers: route.stack.filter(one => one.method === method).map(one => one.handle.name),
    }))
  })
}
