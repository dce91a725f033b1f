// `node tests/bench/queries.ts SIZE …`: processor time of each class of query, asked of the searches themselves.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadTravel, makeCrossingsStore } from '../../src/features/crossings/store.ts'
import type { Others } from '../../src/features/initiatives/ahead.search.ts'
import type { Asked } from '../../src/features/initiatives/asked.fields.ts'
import { type Filters, noFilters } from '../../src/features/initiatives/filters.fields.ts'
import { makeInitiativeSearch } from '../../src/features/initiatives/search.ts'
import type { Db } from '../../src/platform/database/open.ts'
import { openDatabase } from '../../src/platform/database/open.ts'
import { localTime, systemClock } from '../../src/platform/text/clock.ts'
import { seeded, VOCABULARY } from './crowd.ts'

type Asking = Partial<Filters>
type Origin = NonNullable<Asked['origin']>

/** Rounds of each class: each asks something else, as many people would. */
const ROUNDS = 50
/** Where `npm run bench -- SIZE …` makes its crowds. */
const FOLDER = process.env.BENCH_FOLDER ?? join(tmpdir(), 'points-of-light-bench')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Measures every class of query of a crowd, and says how long the list takes and the counts beside it. */
export function measureQueries(db: Db, size: number): void {
  const travel = loadTravel(makeCrossingsStore(db))
  // As the site does soon after it has started.
  while (travel().learn());
  const search = makeInitiativeSearch(db, travel)
  // What is worked out beside the main thread, as the site tells it apart: the page waits for it, and nobody else does.
  const nobody: Others = { holders: () => new Promise(() => {}), lists: () => new Promise(() => {}) }
  const { prepare } = makeInitiativeSearch(db, travel, { others: nobody })
  const now = localTime(systemClock())
  // A change, whatever it is: nothing that is kept until then may answer what is measured.
  const forget = db.prepare('update light_day set day = day')
  say(`\n### Queries among ${size.toLocaleString('en-GB')} initiatives, processor ms\n`)
  say('| class | list p50 | p99 | counts p50 | p99 | found | in the thread |')
  say('|---|---|---|---|---|---|---|')
  for (const [name, asking, isNear] of classes(db)) {
    const lists: number[] = []
    const counts: number[] = []
    let found = 0
    let aside = 0
    for (let round = 0; round < ROUNDS; round++) {
      const { origin, areaIds = [], ...some } = asking(round)
      const sort = origin ? 'nearest' : some.q ? 'best' : 'newest'
      const filters = { ...noFilters(), sort, ...some, near: origin ? 'here' : '' } as Filters
      const asked: Asked = { filters, origin, areaIds, now }
      forget.run()
      if (prepare(() => asked)) aside++
      lists.push(timed(() => (found += search.find(asked).total)))
      counts.push(timed(() => search.facets(asked)))
    }
    const figures = [...percentiles(lists), ...percentiles(counts)].map(ms => ms.toFixed(1))
    say(
      `| ${isNear ? 'near: ' : ''}${name} | ${figures.join(' | ')} | ${Math.round(found / ROUNDS)} | ${Math.round((100 * aside) / ROUNDS)} % |`,
    )
  }
}

type Class = [
  name: string,
  asking: (round: number) => Asking & { origin?: Origin; areaIds?: number[] },
  isNear: boolean,
]

function classes(db: Db): Class[] {
  const random = seeded(11)
  const wordAt = (rank: number) => VOCABULARY[rank] as string
  const spots = spotsOf(db)
  const kinds = db.prepare('select slug from category order by id').pluck().all() as string[]
  const wards = db.prepare("select id from area where level = 'neighbourhood'").pluck().all() as number[]
  const kind = (round: number) => ({ category: [kinds[round % kinds.length] as string] })
  const text: [string, (round: number) => Asking & { areaIds?: number[] }][] = [
    ['everything', () => ({})],
    ['everything, a to z', () => ({ sort: 'a-z' })],
    ['one kind', kind],
    ['one kind, a to z', round => ({ ...kind(round), sort: 'a-z' })],
    [
      'two kinds, free, step-free',
      round => ({
        category: [kinds[round % 20], kinds[(round + 7) % 20]] as string[],
        cost: ['free'],
        access: ['step-free'],
      }),
    ],
    ['paid: there is none', () => ({ cost: ['paid'] })],
    ['an area', round => ({ area: ['x'], areaIds: [wards[round % wards.length] as number] })],
    ['open now', () => ({ open: ['now'] })],
    [
      'open on a day',
      round => ({ open: [['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][round % 7] as string] }),
    ],
    ['asks for people', () => ({ need: ['people'] })],
    ['asks for space: there is none', () => ({ need: ['space'] })],
    [
      'one kind, open today, asks for people',
      round => ({ ...kind(round), open: ['today'], need: ['people'] }),
    ],
    ['the same, a to z', round => ({ ...kind(round), open: ['today'], need: ['people'], sort: 'a-z' })],
    ['a very common word', round => ({ q: wordAt(round % 10) })],
    ['a common word', round => ({ q: wordAt(50 + round) })],
    ['a rare word', round => ({ q: wordAt(10_000 + 17 * round) })],
    ['one letter', round => ({ q: wordAt(round).charAt(0) })],
    ['two letters', round => ({ q: wordAt(round * 3).slice(0, 2) })],
    ['three letters', round => ({ q: wordAt(round * 3).slice(0, 3) })],
    ['four letters', round => ({ q: wordAt(30 + round * 3).slice(0, 4) })],
    ['five letters', round => ({ q: wordAt(30 + round * 3).slice(0, 5) })],
    ['two words', round => ({ q: `${wordAt(round % 10)} ${wordAt(20 + round)}` })],
    [
      'eight words',
      round => ({ q: Array.from({ length: 8 }, (_, at) => wordAt((round + at * 3) % 40)).join(' ') }),
    ],
    ['a word with a synonym', () => ({ q: 'uniform swap' })],
    ['a common word and a kind', round => ({ q: wordAt(round % 20), ...kind(round) })],
    ['a common word, paid', round => ({ q: wordAt(round % 20), cost: ['paid'] })],
    ['a common word, a to z', round => ({ q: wordAt(round % 20), sort: 'a-z' })],
  ]
  const near: [string, (round: number) => Asking][] = [
    ...[1, 3, 10, 25].map((within): [string, () => Asking] => [`${within} miles`, () => ({ within })]),
    ['10 miles, one kind', round => ({ within: 10, ...kind(round) })],
    ['25 miles, one kind, open today', round => ({ within: 25, ...kind(round), open: ['today'] })],
    ['25 miles, paid', () => ({ within: 25, cost: ['paid'] })],
    ['25 miles, asks for people', () => ({ within: 25, need: ['people'] })],
    ['10 miles, a common word', round => ({ within: 10, q: wordAt(round % 20) })],
    ['25 miles, a common word', round => ({ within: 25, q: wordAt(round % 20) })],
    ['25 miles, a rare word', round => ({ within: 25, q: wordAt(5000 + round) })],
    ['25 miles, a to z', () => ({ within: 25, sort: 'a-z' })],
  ]
  return [
    ...text.map(([name, asking]): Class => [name, asking, false]),
    ...near.map(
      ([name, asking]): Class => [
        name,
        round => ({ ...asking(round), origin: spots[Math.floor(random() * spots.length)] as Origin }),
        true,
      ],
    ),
  ]
}

/** Where lights stand: crowded places are asked about most. */
function spotsOf(db: Db): Origin[] {
  const rows = db
    .prepare('select id, shown_lat as lat, shown_lon as lon from initiative where id % 97 = 5 limit 500')
    .all() as Origin[]
  return rows.map(({ lat, lon }) => ({ lat, lon, label: 'here', own_areas: [] }))
}

function timed(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function percentiles(times: number[]): [number, number] {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number
  return [at(0.5), at(0.98)]
}

if (import.meta.main) {
  for (const size of process.argv.slice(2)) measureQueries(openDatabase(join(FOLDER, size)), Number(size))
}
