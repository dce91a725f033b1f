// The listings of a sitemap, in parts by id, so that a part costs the same however many there are.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'

export const IN_PART = 10_000

export function makeCrawlerSearch(db: Db) {
  const parts = query<{ size: number }, { part: number }>(
    db,
    `with recursive found (part) as (
       select (min(id) - 1) / :size from initiative where status <> 'ended' and source <> 'examples'
       union all
       select (select (min(id) - 1) / :size from initiative
         where id > (part + 1) * :size and status <> 'ended' and source <> 'examples')
       from found where part is not null
     )
     select part + 1 as part from found where part is not null`,
  )
  const listings = query<{ after: number; size: number }, { slug: string; updated_at: string }>(
    db,
    `select slug, updated_at from initiative
     where id > :after and id <= :after + :size and status <> 'ended' and source <> 'examples' order by id`,
  )
  return {
    /** The numbers of the parts that hold a listing, from 1. */
    parts: () => parts.all({ size: IN_PART }).map(({ part }) => part),
    listings: (part: number) => listings.all({ after: (part - 1) * IN_PART, size: IN_PART }),
  }
}
