import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addCrowd } from './bench/crowd.ts'
import { noteQuestions, type Question } from './support/asked.ts'
import { example, formats, pages } from './support/pages.ts'
import { signedIn } from './support/people.ts'
import { openSite, type Site } from './support/site.ts'

/** Tables that may be read from end to end, because they do not grow with what is listed. */
const SMALL: Record<string, string> = {
  area: 'the districts and neighbourhoods of one patch',
  area_glow: 'one row a neighbourhood, or several that are served together',
  area_kind: 'the same by kind',
  asking_until: 'one row a day on which a need ends',
  built_up: 'read once, when the ground is drawn first',
  category: 'some twenty kinds',
  cell_level: 'one row a level of the map',
  crossing: 'a few bridges and ferries, read once',
  district_name: 'the districts of Britain',
  ground_version: 'one row',
  lit_hour: 'one row an hour in which something was listed',
  land: 'read once, when the ground is drawn first',
  light_day: 'one row',
  light_fade: 'the steps of fading',
  place: 'the places of one patch, for the names on a map',
  place_name: 'the names of one patch; with more of them their index is quicker, and used',
  shore_version: 'one row',
  station: 'the stations of one patch',
  synonym: 'what editors wrote down',
  water: 'the waters of one patch',
}

/** Indexes of only so few rows that they may be read from end to end. */
const FEW = /INDEX initiative_facts_needs$/ // what asks for something until a certain day

const EVERY_WAY = [
  ...['', '&sort=a-z', '&area=saltmere', '&q=bo', '&near=ZZ1+1AA', '&near=ZZ1+1AA&q=bo&sort=a-z'].flatMap(
    more =>
      ['cost=free', 'open=now', 'open=sat', 'need=people', 'access=bsl', 'category=clean-up', ''].map(
        filter => `/initiatives?${filter}${more}`,
      ),
  ),
  ...['.geojson', '.csv', '.atom'].map(extension => `/initiatives${extension}?open=now&cost=free`),
]

const noted = noteQuestions()
let site: Site
let questions: Question[]

beforeAll(async () => {
  site = await openSite({ more: [example] })
  addCrowd(site.db, 2000, '2026-06-09', () => {})
  site.db.exec(`
    insert into session_break (initiative_id, starts_on, ends_on)
      select id, '2026-07-01', '2026-07-31' from initiative where id % 3 = 0;
    insert into need (initiative_id, kind, title, until)
      select id, 'things', 'Chairs', '2026-07-31' from initiative where id % 3 = 0;
    analyze`)
  noted.taken()
  for (const path of [...pages, ...formats].map(page => page.path).concat(EVERY_WAY)) {
    await site.get(path).redirects(1)
  }
  questions = [...new Map(noted.taken().map(question => [question.sql, question])).values()]
}, 120_000)
afterAll(noted.stop)

describe('whatever page or file somebody asks for', () => {
  it('no statement reads a table from end to end that grows with what is listed', () => {
    expect(questions.length).toBeGreaterThan(60)
    expect(questions.flatMap(scansOf)).toEqual([])
  })

  it('nor does one that finds listings by name for an editor', async () => {
    const editor = signedIn(site, { role: 'editor', areas: ['saltmere'] })
    noted.taken()
    const { text } = await editor.get('/admin/initiatives?q=old+town').expect(200)
    expect(text).toMatch(/\d listing/)
    const finding = noted.taken().filter(({ sql }) => /from initiative(_fts)? /.test(sql))
    expect(finding.length).toBeGreaterThan(1)
    expect(finding.flatMap(scansOf)).toEqual([])
  })

  it('a statement that would is noticed', () => {
    const scan = (sql: string) => scansOf({ sql, params: {} })
    expect(scan('select count(*) from initiative i where i.summary = name')).toHaveLength(1)
    expect(scan('select rowid from initiative_fts')).toHaveLength(1)
    expect(scan('select id from initiative order by summary limit 3')).toHaveLength(1)
    expect(scan('select id from initiative order by created_at desc, id desc limit 3')).toEqual([])
  })
})

/** The steps of a statement that read all of a table, but for the small ones. */
function scansOf({ sql, params }: Question): string[] {
  if (!/^\s*(select|with)\b/.test(sql)) return []
  const plan = site.db.prepare(`explain query plan ${sql}`).all(params) as { detail: string }[]
  const details = plan.map(({ detail }) => detail)
  // In order and only so many: the walk stops at the last that is wanted.
  const stops = /\blimit\b/.test(sql) && !details.some(detail => detail.includes('TEMP B-TREE FOR ORDER BY'))
  return details
    .filter(detail => isScan(detail, tablesOf(sql)) && !stops)
    .map(detail => `${detail} in: ${sql.replace(/\s+/g, ' ')}`)
}

function isScan(detail: string, tables: ReadonlyMap<string, string>): boolean {
  const [, name = '', how = ''] = /^SCAN (\w+)(.*)$/.exec(detail) ?? []
  const table = tables.get(name)
  if (table === undefined || SMALL[table] !== undefined || FEW.test(how)) return false
  // A virtual table says what it was told to look for after the colon.
  return how.includes('VIRTUAL TABLE')
    ? /INDEX \d+:$/.test(how) && !/^spelling$|trigram$|^json|^pragma/.test(table)
    : true
}

/** The tables of a statement by what it calls them. */
function tablesOf(sql: string): Map<string, string> {
  const known = site.db.prepare('select name from sqlite_master').pluck().all() as string[]
  const named = [
    ...sql.matchAll(
      /\b(?:from|join|,)\s+(\w+)(?:\s+(?:as\s+)?(?!where|join|cross|left|on|order|group|limit|indexed|union)(\w+))?/g,
    ),
  ]
  return new Map(
    named
      .filter(([, table = '']) => known.includes(table))
      .map(([, table = '', alias]) => [alias ?? table, table]),
  )
}
