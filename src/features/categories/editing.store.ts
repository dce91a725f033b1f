// Writing the kinds of initiative: added, changed, put in another order, and removed when nothing has them.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import { freeSlug, slugOf } from '../../platform/text/clean.ts'
import type { CategoryForm } from './fields.ts'
import type { Category } from './store.ts'

export interface EditedCategory extends Category {
  /** Counted from 1, in the order of the list. */
  position: number
  /** How many listings have it. */
  used: number
}

export type CategoryEditor = ReturnType<typeof makeCategoryEditor>

/** All changes in the caller's transaction. */
export function makeCategoryEditor(db: Db) {
  const all = query<Record<string, never>, EditedCategory>(
    db,
    `select c.id, c.slug, c.name, c.plural, c.description, c.icon,
       row_number() over (order by c.position, c.id) as position,
       (select count(*) from initiative_category ic where ic.category_id = c.id) as used
     from category c order by c.position, c.id`,
  )
  const insert = command<Params>(
    db,
    `insert into category (slug, name, plural, description, icon, position)
     values (:slug, :name, :plural, :description, :icon, :position)`,
  )
  const update = command<Params>(
    db,
    'update category set name = :name, plural = :plural, description = :description, icon = :icon where id = :id',
  )
  const move = command<{ id: number; position: number }>(
    db,
    'update category set position = :position where id = :id and position <> :position',
  )
  const remove = command<{ id: number }>(db, 'delete from category where id = :id')
  const find = (id: number) => all.all({}).find(one => one.id === id)

  function slugFor(name: string): string {
    const taken = new Set(all.all({}).map(({ slug }) => slug))
    return freeSlug(slugOf(name), candidate => !taken.has(candidate))
  }
  function place(id: number, position: number): void {
    const ids = all
      .all({})
      .map(one => one.id)
      .filter(one => one !== id)
    ids.splice(position - 1, 0, id)
    for (const [at, one] of ids.entries()) move.run({ id: one, position: at + 1 })
  }

  return {
    all: () => all.all({}),
    find,
    /** Its address is made of its name, and stays as it is when that changes. */
    add({ position, ...said }: CategoryForm): number {
      const id = Number(insert.run({ ...said, slug: slugFor(said.name), position }).lastInsertRowid)
      place(id, position)
      return id
    },
    change(id: number, { position, ...said }: CategoryForm): void {
      update.run({ ...said, id })
      place(id, position)
    },
    /** Only when nothing has it. */
    remove: (id: number) => remove.run({ id }),
  }
}
