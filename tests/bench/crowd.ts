// Makes a database of many initiatives, spread over Britain’s postcodes by a fixed seed, for measuring.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Db } from '../../src/platform/database/open.ts'
import { rebuildFacts } from '../support/facts.ts'
import { recount } from '../support/lights.ts'
import { ROOT } from '../support/sources.ts'

interface Spot {
  lat: number
  lon: number
  weight: number
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

// Above what is made of them, which a module needs in order.
const SYLLABLES = 'ba co di fu ga he jo ka li mo na po ra se ti vu wo ya ze cha sho pri tre sta'.split(' ')

/** The words a crowd uses: few of them often, most of them seldom. */
export const VOCABULARY = Array.from({ length: 20_000 }, (_, index) => wordOf(index))

/**
 * Adds `size` initiatives to a database that has geography, and says how far it is. What triggers would keep row by
 * row is built in one go at the end, and is the same.
 */
export function addCrowd(db: Db, size: number, today: string, say: (line: string) => void): void {
  const random = seeded(20_261_122)
  const spots = readSpots()
  const total = spots.at(-1)?.weight ?? 0
  const areaAt = nearestWards(db)
  const triggers = dropTriggers(db)
  const insert = prepareInserts(db)
  const words = wordPicker(random)
  db.transaction(() => {
    for (let n = 1; n <= size; n++) {
      const spot = pick(spots, random() * total)
      const lat = round(spot.lat + (random() - 0.5) * 0.02)
      const lon = round(spot.lon + (random() - 0.5) * 0.03)
      insert({ n, lat, lon, random, words, today, area: areaAt(lat, lon) })
      if (n % 100_000 === 0) say(`${n.toLocaleString('en-GB')} initiatives`)
    }
  })()
  db.prepare('update light_day set day = ?').run(today)
  rebuildIndexes(db)
  recount(db)
  rebuildFacts(db)
  for (const sql of triggers) db.exec(sql)
  db.exec('analyze')
}

interface One {
  n: number
  lat: number
  lon: number
  random: () => number
  words(many: number): string
  today: string
  area: number | undefined
}

function prepareInserts(db: Db) {
  const initiative = db.prepare(
    `insert into initiative (uuid, slug, name, summary, description, where_kind, precision, shown_address, shown_lat,
       shown_lon, organisation_kind, cost, referral, booking, access_step_free, confirmed_on, confirmed_by, source,
       source_id, created_at, updated_at)
     values (:uuid, :slug, :name, :summary, :description, 'address', 'exact', :address, :lat, :lon, 'informal', :cost,
       'none', 'drop_in', :step_free, :confirmed_on, 'organiser', 'bench', :slug, :moment, :moment)`,
  )
  const kind = db.prepare('insert into initiative_category values (?, ?, 0)')
  const session = db.prepare('insert into session (initiative_id, days, opens, closes) values (?, ?, ?, ?)')
  const home = db.prepare("insert into initiative_area values (?, ?, 'home')")
  const need = db.prepare(
    "insert into need (initiative_id, kind, title) values (?, 'people', 'A pair of hands')",
  )
  return ({ n, lat, lon, random, words, today, area }: One) => {
    const days = Math.floor(random() ** 2 * 700)
    const confirmed_on = new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10)
    const { lastInsertRowid: id } = initiative.run({
      uuid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      slug: `light-${n}`,
      name: words(3),
      summary: words(10),
      description: words(30),
      address: words(2),
      lat,
      lon,
      cost: random() < 0.7 ? 'free' : 'donation',
      step_free: random() < 0.5 ? 'yes' : '',
      confirmed_on,
      moment: `${confirmed_on}T10:00:00.000Z`,
    })
    kind.run(id, 1 + Math.floor(random() * 20))
    if (random() < 0.8) session.run(id, 1 << Math.floor(random() * 7), '10:00', '12:00')
    if (area !== undefined) home.run(id, area)
    if (random() < 0.1) need.run(id)
  }
}

function dropTriggers(db: Db): string[] {
  const triggers = db
    .prepare(
      "select name, sql from sqlite_master where type = 'trigger' and (tbl_name like 'initiative%' or name like 'initiative%')",
    )
    .all() as { name: string; sql: string }[]
  for (const { name } of triggers) db.exec(`drop trigger ${name}`)
  return triggers.map(({ sql }) => sql)
}

function rebuildIndexes(db: Db): void {
  db.exec(`
    insert into initiative_point select id, shown_lat, shown_lat, shown_lon, shown_lon from initiative where source = 'bench';
    insert into initiative_fts (rowid, name, keywords, category, place, summary, description)
      select t.* from initiative_text t join initiative i on i.id = t.id where i.source = 'bench';
    insert into initiative_spelling (rowid, words)
      select t.id, t.name || ' ' || coalesce(t.category, '') || ' ' || t.place
      from initiative_text t join initiative i on i.id = t.id where i.source = 'bench';`)
}

function nearestWards(db: Db): (lat: number, lon: number) => number | undefined {
  const wards = db
    .prepare("select id, min_lat, min_lon, max_lat, max_lon from area where level = 'neighbourhood'")
    .all() as {
    id: number
    min_lat: number
    min_lon: number
    max_lat: number
    max_lon: number
  }[]
  return (lat, lon) =>
    wards.find(box => lat >= box.min_lat && lat <= box.max_lat && lon >= box.min_lon && lon <= box.max_lon)
      ?.id
}

function readSpots(): Spot[] {
  const lines = gunzipSync(readFileSync(join(ROOT, 'data/gb-sectors.csv.gz')))
    .toString()
    .trim()
    .split('\n')
    .slice(1)
  let weight = 0
  return lines.map(line => {
    const [, lat, lon, postcodes] = line.split(',').map(Number) as [number, number, number, number]
    weight += postcodes
    return { lat, lon, weight }
  })
}

function pick(spots: Spot[], at: number): Spot {
  let low = 0
  let high = spots.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spots[middle] as Spot).weight < at) low = middle + 1
    else high = middle
  }
  return spots[low] as Spot
}

function wordPicker(random: () => number): (many: number) => string {
  return many => {
    const words: string[] = []
    for (let n = 0; n < many; n++)
      words.push(VOCABULARY[Math.floor(VOCABULARY.length ** random()) - 1] as string)
    return words.join(' ')
  }
}

function wordOf(index: number): string {
  let rest = index + 24
  let word = ''
  while (rest > 0) {
    word += SYLLABLES[rest % SYLLABLES.length]
    rest = Math.floor(rest / SYLLABLES.length)
  }
  return word
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
