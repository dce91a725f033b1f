import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { overlaps, type Rect, rectRound, textRect } from '../../../src/features/map/labels.rules.ts'
import { rebuildFacts } from '../../support/facts.ts'
import { recount } from '../../support/lights.ts'
import { example, many, pages } from '../../support/pages.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const KB = 1024
const MOST = 20 * KB
const WHOLE = '0.96,51.41,1.14,51.49'

describe('every map of the site', () => {
  it('draws as many lights as its list has, each once', async () => {
    const { get } = await openSite({ more: [example, ...many] })
    for (const bbox of [WHOLE, '1.0,51.44,1.09,51.48', '1.03,51.45,1.05,51.46']) {
      const { text } = await get(`/map?bbox=${bbox}`)
      const [, said = '?'] = /([\d,]+) points? of light in view/.exec(text) ?? []
      const [svg = ''] = mapsIn(text)
      expect(lightsIn(svg, boxOf(svg)) + discsIn(svg).length, bbox).toBe(Number(said.replaceAll(',', '')))
    }
  })

  it('numbers what its list numbers, and nothing else', async () => {
    const { get } = await openSite({ more: [example, ...many] })
    for (const path of [
      '/initiatives',
      '/initiatives?page=2',
      '/initiatives?near=ZZ1+1AA&within=2',
      '/map',
    ]) {
      const { text } = await get(path)
      const [svg = ''] = mapsIn(text)
      const listed = [...text.matchAll(/<span class="disc">(\d+)<\/span> <a href="([^"]+)"/g)]
      const drawn = discsIn(svg)
      expect(listed.length, path).toBeGreaterThan(5)
      const known = new Map(listed.map(([, number, href]) => [number, href]))
      for (const { number, href } of drawn) expect(known.get(number), `${path}, ${number}`).toBe(href)
    }
  })

  it('has no name on a name, on a number or on a light, and no number on a number', async () => {
    const { get } = await openSite({ more: [example, ...many] })
    let seen = 0
    for (const { path } of pages) {
      for (const svg of mapsIn((await get(path)).text)) {
        seen++
        expect(collisionsIn(svg), path).toEqual([])
      }
    }
    expect(seen).toBeGreaterThan(20)
  }, 30_000)
})

describe.each([10_000, 100_000])('with %i lights', lights => {
  it('no page has a map of more than 20 KB, and none is lost on any', async () => {
    const site = await openSite({ cast: { uniformBank: town.cast.uniformBank } })
    crowd(site, lights)
    const paths = [
      ...['/', '/map', '/areas/saltmere', '/areas/saltmere/old-town', '/initiatives', '/map?page=2'],
      ...['/map?bbox=1.0,51.45,1.05,51.47', '/map?bbox=-5,50,3,53', '/initiatives/old-town-uniform-bank'],
    ]
    for (const path of paths) {
      const maps = mapsIn((await site.get(path).expect(200)).text)
      expect(maps.length, path).toBeGreaterThan(0)
      expect(gzipSync(maps.join('')).length, path).toBeLessThanOrEqual(MOST)
    }
    for (const size of ['w=390&h=390', 'w=900&h=760', 'w=2000&h=2000']) {
      const svg = String((await site.get(`/map.svg?bbox=${WHOLE}&${size}`).expect(200)).body)
      expect(gzipSync(svg).length, size).toBeLessThanOrEqual(MOST)
      expect(lightsIn(svg), size).toBe(lights + 1)
    }
  }, 60_000)
})

function mapsIn(html: string): string[] {
  return html.match(/<svg class="night-map[\s\S]*?<\/svg>/g) ?? []
}

function boxOf(svg: string): Rect {
  const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []
  return { left: 0, top: 0, right: Number(width), bottom: Number(height) }
}

const MARK =
  /<a href="[^"]+" tabindex="-1"[^>]*><title>([^<]+)<\/title><use href="[^"]+" x="(-?\d+)" y="(-?\d+)"/g

/** How many listings the marks of a picture stand for; of those inside `box`, where there is one. */
function lightsIn(svg: string, box?: Rect): number {
  return [...svg.matchAll(MARK)]
    .filter(([, , x, y]) => !box || overlaps(rectRound([Number(x), Number(y)], 0.5), box))
    .map(([, title = '']) => Number(/^([\d,]+) points? of light$/.exec(title)?.[1]?.replaceAll(',', '') ?? 1))
    .reduce((sum, lights) => sum + lights, 0)
}

function discsIn(svg: string) {
  const found = svg.matchAll(
    /<a class="night-disc[^"]*" href="([^"]+)"[^>]*><title>(\d+): [^<]*<\/title><circle cx="(\d+)" cy="(\d+)"/g,
  )
  return [...found].map(([, href = '', number = '', x, y]) => ({ href, number, x: Number(x), y: Number(y) }))
}

/** What lies on what. */
function collisionsIn(svg: string): string[] {
  const discs = discsIn(svg)
  const cores = [...svg.matchAll(/<use href="#[\w-]+-(?:h\d[ca]|star)" x="(-?\d+)" y="(-?\d+)"/g)].map(
    ([, x, y]): [number, number] => [Number(x), Number(y)],
  )
  const found = discs.flatMap((one, at) =>
    discs
      .slice(at + 1)
      .filter(other => Math.hypot(one.x - other.x, one.y - other.y) < 24)
      .map(other => `number ${one.number} on ${other.number}`),
  )
  for (const [, size, group = ''] of svg.matchAll(/letters-(\d+)" aria-hidden="true">([\s\S]*?)<\/g>/g)) {
    const names = [...group.matchAll(/class="label-(\w+)" x="(-?\d+)" y="(-?\d+)">([^<]+)</g)].map(
      ([, kind, x, y, text = '']) => ({
        text,
        rect: textRect(text, kind as 'town', Number(size), Number(x), Number(y)),
      }),
    )
    for (const [at, { text, rect }] of names.entries()) {
      const under = [
        ...names.slice(at + 1).filter(other => overlaps(rect, other.rect)),
        ...discs
          .filter(({ x, y }) => overlaps(rect, rectRound([x, y], 12)))
          .map(({ number: no }) => ({ text: no })),
        ...cores.filter(core => overlaps(rect, rectRound(core, 1))).map(core => ({ text: core.join() })),
      ]
      found.push(...under.map(other => `${text} on ${other.text}`))
    }
  }
  return found
}

/** Lists a crowd all over the north bank, by copying the first listing, and counts its lights at once. */
function crowd({ db }: Site, many: number): void {
  const triggers = db
    .prepare("select name from sqlite_master where type = 'trigger' and tbl_name like 'initiative%'")
    .pluck()
    .all()
  for (const name of triggers) db.exec(`drop trigger ${name}`)
  const own = new Set(['id', 'uuid', 'slug', 'source_id', 'shown_lat', 'shown_lon'])
  const columns = (db.pragma('table_info(initiative)') as { name: string }[])
    .map(({ name }) => name)
    .filter(name => !own.has(name))
    .join()
  db.prepare(
    `insert into initiative (${columns}, uuid, slug, source_id, shown_lat, shown_lon)
     select ${columns}, 'light-' || n.value, 'light-' || n.value, 'light-' || n.value,
       51.453 + ((n.value * 7919) % 3600) / 100000.0, 0.97 + ((n.value * 104729) % 10500) / 100000.0
     from (with recursive n(value) as (select 1 union all select value + 1 from n where value < :many)
       select value from n) n, (select * from initiative order by id limit 1)`,
  ).run({ many })
  db.exec(`
    insert into initiative_point select id, shown_lat, shown_lat, shown_lon, shown_lon from initiative where id > 1;
    insert or ignore into initiative_category select i.id, c.category_id, c.position
      from initiative i, (select * from initiative_category where initiative_id = 1) c;
    insert or ignore into initiative_area select i.id, a.area_id, a.role
      from initiative i, (select * from initiative_area where initiative_id = 1) a`)
  rebuildFacts(db)
  recount(db)
}
