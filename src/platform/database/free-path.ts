// A name for a copy beside the database that no earlier copy has.
import { existsSync } from 'node:fs'

/** The first of `path`, `path-2`, `path-3` … where there is nothing yet. */
export function freePath(path: string): string {
  let free = path
  for (let n = 2; existsSync(free); n++) free = `${path}-${n}`
  return free
}
