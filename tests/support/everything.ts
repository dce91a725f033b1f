// All that a site has kept, to be held beside what it kept before.
import type { Site } from './site.ts'

/** Every row of every table, but for columns that are told to be left out: by default when somebody was last seen. */
export function everythingIn({ db }: Pick<Site, 'db'>, but: readonly string[] = ['seen_at']): string {
  const names = db
    .prepare("select name from sqlite_schema where type = 'table' and sql not like 'create virtual%'")
    .pluck()
    .all() as string[]
  const rows = names.map(name => [name, db.prepare(`select * from "${name}"`).all()])
  return JSON.stringify(rows, (key, value) => (but.includes(key) ? '' : value))
}
