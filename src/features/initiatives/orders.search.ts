// Listings in each order that is not by distance: the first so many, or all of them part by part.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query, statementCache } from '../../platform/database/statement.ts'
import { type Bound, testsOf, without } from './clauses.search.ts'
import { LISTED } from './facts.rules.ts'
import type { Facet, Sort } from './filters.fields.ts'

// Putting matches in order looks at every one of them, so only the newest so many are ranked or sorted.
const MOST_RANKED = 2000
const MOST_SORTED = 5000
const MOST_NAMED = 3000
/** Reading a listing by its trait and then its name costs so many times what reading the next name does. */
const DEARER = 4

type Row = { id: number; born: number }
type Match = { id: number; is_out: 0 | 1; name: string }
type Ids = { id: number }

export type OrderSearch = ReturnType<typeof makeOrderSearch>

export function makeOrderSearch(db: Db) {
  const rows = statementCache<Params, Row>(db)
  const matches = statementCache<Params, Match>(db)
  const totals = statementCache<Params, { total: number }>(db)
  const sizes = query<{ traits: string }, { name: Facet; lights: number }>(db, SIZES)
  const idsOf = (found: readonly Ids[]) => found.map(({ id }) => id)

  /** How many listings each facet in force may leave, the fewest first; and how many there are at all. */
  function sizesOf({ traits }: Pick<Bound, 'traits'>) {
    const found = sizes.all({ traits: JSON.stringify({ ...traits, all: [LISTED] }) })
    const all = found.find(({ name }) => (name as string) === 'all')?.lights ?? 0
    const facets = found.filter(({ name }) => (name as string) !== 'all')
    return { facets: facets.sort((a, b) => a.lights - b.lights), all }
  }

  /** The facet in force that leaves the fewest, how many those may be, and what share of all may pass every one. */
  function narrowest(bound: Pick<Bound, 'traits'>): {
    name: Facet | undefined
    lights: number
    all: number
    share: number
  } {
    const { facets, all } = sizesOf(bound)
    const [least] = facets
    const share = facets.reduce((product, { lights }) => product * Math.min(1, lights / Math.max(1, all)), 1)
    return { name: least?.name, lights: least?.lights ?? all, all, share }
  }

  /** The newest that pass, read from the facet that leaves the fewest; `some` is a further test, as SQL. */
  function newest(bound: Bound, some: string, most: number): number[] {
    const { name } = narrowest(bound)
    const traits = (name && bound.traits[name]) ?? [LISTED]
    const tests = testsOf(bound.active, ...surely(name))
    const sql = `select f.id, f.born from initiative_trait f where f.trait = :trait and ${some} and ${tests}
      order by f.born desc, f.id desc limit :most`
    const found = traits.flatMap(trait => rows(sql).all({ ...bound.params, trait, most }))
    if (traits.length === 1) return idsOf(found)
    const once = new Map(found.map(row => [row.id, row]))
    return idsOf([...once.values()].sort((a, b) => b.born - a.born || b.id - a.id)).slice(0, most)
  }

  /** The first by name: down the list of names where many pass, else from the few that may. */
  function named(bound: Bound, some: string, most: number): number[] {
    const { name, lights, all, share } = narrowest(bound)
    const isFew = name !== undefined && lights * DEARER < Math.min(all, most / Math.max(share, 1 / (all + 1)))
    const from = isFew
      ? 'f.id in (select id from initiative_trait where trait in (select value from json_each(:traits)))'
      : '1'
    const names = isFew ? 'initiative_facts f' : 'initiative_facts f indexed by initiative_facts_name'
    const sql = `select f.id, f.born from ${names} where ${from} and ${some}
      and ${testsOf(bound.active, ...(isFew ? surely(name) : []))} order by f.name collate nocase, f.id limit :most`
    const traits = JSON.stringify((name && bound.traits[name]) ?? [])
    return idsOf(rows(sql).all({ ...bound.params, traits, most }))
  }

  function inOrder(sort: Sort, bound: Bound, most: number): number[] {
    const read = sort === 'a-z' ? named : newest
    const lit = read(bound, LIT, most)
    return lit.length === most ? lit : [...lit, ...read(bound, OUT, most - lit.length)]
  }

  /** Matches of words in an order, those that have gone out last. */
  function matching(sort: Sort, bound: Bound, most: number): number[] {
    if (sort === 'best' && bound.isCommon) return byName(bound, most)
    const isRanked = sort === 'best'
    const { from, newest } = holdersOf(bound)
    const sql = `select id, born from (
        select f.id, f.born, f.name, f.confirmed${isRanked ? `, ${RANK} as rank` : ''} from ${from}
        and ${testsOf(bound.active, 'q', 'held')} order by ${newest} limit :looked
      ) order by confirmed <= :out_day, ${MATCH_ORDER[sort]} limit :most`
    const looked = isRanked ? MOST_RANKED : MOST_SORTED
    return idsOf(rows(sql).all({ ...bound.params, looked, most }))
  }

  /**
   * Matches of words that very many hold, where weighing would count every one of them: of the newest those first that
   * say them in their name; and those last that have gone out.
   */
  function byName(bound: Bound, most: number): number[] {
    const { from, newest } = holdersOf(bound)
    const sql = `select f.id, f.confirmed <= :out_day as is_out, f.name from ${from}
      and ${testsOf(bound.active, 'q', 'held')} order by ${newest} limit :looked`
    const found = matches(sql)
      .all({ ...bound.params, looked: MOST_NAMED })
      .map(({ id, is_out, name }) => ({ id, place: 2 * is_out + (isNamed(name, bound.said) ? 0 : 1) }))
    return idsOf(found.sort((a, b) => a.place - b.place)).slice(0, most)
  }

  /** Those of a list of ids that pass, in an order. */
  function among(sort: Sort, bound: Bound, most: number): number[] {
    const sql = `select f.id, f.born from json_each(:near_ids) j cross join initiative_facts f on f.id = j.value
      where ${testsOf(bound.active, 'near')} order by f.confirmed <= :out_day, ${LIST_ORDER[sort]} limit :most`
    return idsOf(rows(sql).all({ ...bound.params, most }))
  }

  function first(sort: Sort, bound: Bound, most: number): number[] {
    if (bound.active.has('near')) return among(sort, bound, most)
    return hasWords(bound) ? matching(sort, bound, most) : inOrder(sort, bound, most)
  }

  /** Where each order begins with one that passes `some`, and how it goes on; for parts of any length. */
  function whole(sort: Sort, bound: Bound, some: string, size: number, skip: number): number[] {
    const sql =
      sort === 'a-z'
        ? `select f.id, f.born from initiative_facts f where ${some} and ${testsOf(bound.active)}
           order by f.name collate nocase, f.id limit :size offset :skip`
        : `select f.id, f.born from initiative_trait f where f.trait = ${LISTED} and ${some} and ${testsOf(bound.active)}
           order by f.born desc, f.id desc limit :size offset :skip`
    return idsOf(rows(sql).all({ ...bound.params, size, skip }))
  }

  function count(bound: Bound, some = '1'): number {
    const sql = `select count(*) as total from initiative_trait f
      where f.trait = ${LISTED} and ${some} and ${testsOf(bound.active)}`
    return totals(sql).get(bound.params)?.total ?? 0
  }

  return {
    sizesOf,
    narrowest,
    /** The first `most` that pass, lights that have gone out last; and whether there are more. */
    first(sort: Sort, bound: Bound, most: number): { ids: number[]; capped: boolean } {
      const found = first(sort, bound, most + 1)
      return { ids: found.slice(0, most), capped: found.length > most }
    },
    /** Any `most` that pass without one of the clauses, in no order that matters. */
    some(bound: Bound, clause: Facet, most: number): number[] {
      const others = without(bound, clause)
      if (others.active.has('near') || hasWords(others)) return first('newest', others, most)
      return newest(others, '1', most)
    },
    count: (bound: Bound) => (bound.active.size > 0 ? count(bound) : narrowest(bound).all),
    /** `size` of them after `skip`, however many there are: nothing is left out. */
    part(sort: Sort, bound: Bound, size: number, skip: number): number[] {
      const lit = whole(sort, bound, LIT, size, skip)
      if (lit.length === size) return lit
      const before = lit.length > 0 ? skip + lit.length : count(bound, LIT)
      return [...lit, ...whole(sort, bound, OUT, size - lit.length, Math.max(0, skip - before))]
    },
  }
}

function hasWords({ active }: Bound): boolean {
  return active.has('q') || active.has('held')
}

/** Where those stand that hold the words, and how the newest of them come first. */
function holdersOf({ active }: Bound): typeof MATCHES {
  return active.has('held') ? HELD : MATCHES
}

/** Whether a name has a word with each of these beginnings, of one way to say it. */
function isNamed(name: string, said: Bound['said']): boolean {
  const words = ` ${name.toLowerCase()}`
  return said.some(some => some.every(beginning => words.includes(` ${beginning}`)))
}

/** A facet that is met by a trait alone; opening hours and needs have to be looked at. */
function surely(name: Facet | undefined): Facet[] {
  return name === undefined || name === 'open' || name === 'need' ? [] : [name]
}

const LIT = 'f.confirmed > :out_day'
const OUT = 'f.confirmed <= :out_day'

const SIZES = `select f.key as name, coalesce(sum(s.lights), 0) as lights
  from json_each(:traits) f join json_each(f.value) t left join trait_size s on s.trait = t.value group by f.key`

const RANK = 'bm25(initiative_fts, 10, 6, 8, 4, 3, 1)'
// Numbers are bound as fractions, and the index of words stops at whole ones only.
const MATCHES = {
  from: `initiative_fts cross join initiative_facts f on f.id = initiative_fts.rowid
    where initiative_fts match :match and initiative_fts.rowid >= cast(:words_since as integer)`,
  newest: 'initiative_fts.rowid desc',
}
const HELD = {
  from: 'json_each(:held_ids) j cross join initiative_facts f on f.id = j.value where 1',
  newest: 'f.id desc',
}

const MATCH_ORDER: Record<Sort, string> = {
  newest: 'born desc, id desc',
  nearest: 'born desc, id desc',
  'a-z': 'name collate nocase, id',
  best: 'rank, id',
}

const LIST_ORDER: Record<Sort, string> = {
  newest: 'f.born desc, f.id desc',
  nearest: 'f.born desc, f.id desc',
  'a-z': 'f.name collate nocase, f.id',
  best: 'f.born desc, f.id desc',
}
