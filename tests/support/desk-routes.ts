// The routes of the editors' desk, for the table of routes.
import type { Who } from './routes.ts'

/** What stands in the queue, in the listings and in the record, and who may ask it. */
export const DESK_ROUTES: [method: string, path: string, who: Who][] = [
  ['get', '/admin/queue', 'editor'],
  ['get', '/admin/queue/:id', 'editor'],
  ['post', '/admin/queue/:id/approval', 'editor'],
  ['post', '/admin/queue/:id/question', 'editor'],
  ['post', '/admin/queue/:id/rejection', 'editor'],
  ['post', '/admin/queue/:id/ending', 'editor'],
  ['post', '/admin/queue/:id/removal', 'editor'],
  ['post', '/admin/queue/:id/draft', 'editor'],
  ['post', '/admin/queue/:id/undoing', 'editor'],
  ['post', '/admin/queue/:id/lock-removal', 'editor'],
  ['post', '/admin/queue/:id/clearance', 'editor'],
  ['post', '/admin/queue/:id/distinction', 'editor'],
]
