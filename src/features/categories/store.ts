// The kinds of initiative, as the database holds them.
import { makeKeep } from '../../platform/database/kept.ts'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'

export interface Category {
  id: number
  slug: string
  name: string
  plural: string
  description: string
  icon: string
}

export type CategoriesStore = ReturnType<typeof makeCategoriesStore>

export function makeCategoriesStore(db: Db) {
  const all = query<Record<string, never>, Category>(
    db,
    'select id, slug, name, plural, description, icon from category order by position, id',
  )
  const bySlug = query<{ slug: string }, Category>(
    db,
    'select id, slug, name, plural, description, icon from category where slug = :slug',
  )
  const keep = makeKeep(db, 2)
  const inOrder = (): readonly Category[] => keep('all', () => all.all({}))
  return {
    /** Every category, in the order editors chose. */
    all: inOrder,
    /** What they are called in addresses, in that order. */
    slugs: (): ReadonlySet<string> => keep('slugs', () => new Set(inOrder().map(({ slug }) => slug))),
    bySlug: (slug: string) => bySlug.get({ slug }),
  }
}
