import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeDryTest } from '../../../src/features/map/dry.rules.ts'
import { pastEdges } from '../../../src/features/map/edges.rules.ts'
import { frameOfTile } from '../../../src/features/map/frame.rules.ts'
import { weigh } from '../../../src/features/map/simplify.rules.ts'
import { openSite } from '../../support/site.ts'

const KB = 1024

type NameInTile = [kind: string, text: string, x: number, y: number]

const SALTMERE = { lat: 51.46, lon: 1.04 }

describe('a tile of the ground', () => {
  it('is small, the same every time, and may be kept for a day, from the whole country to one street', async () => {
    const { get } = await openSite({ cast: {} })
    for (let z = 5; z <= 18; z++) {
      const path = tileOf(z)
      const first = await get(path).expect(200)
      const text = String(first.body)
      expect(gzipSync(text).length, path).toBeLessThanOrEqual(10 * KB)
      expect(String((await get(path)).body)).toBe(text)
      expect(first.headers['content-type']).toBe('image/svg+xml; charset=utf-8')
      expect(first.headers['cache-control']).toBe('public, max-age=86400')
      expect(first.headers.etag).toBeTruthy()
      expect(text).not.toMatch(/NaN|Inf|night-halo"|<a /)
    }
  })

  it('changes with the ground, and never with what is listed', async () => {
    const { get, db, context } = await openSite()
    const before = String((await get(tileOf(13))).body)
    db.exec('delete from initiative where id > 3')
    expect(String((await get(tileOf(13))).body)).toBe(before)
    expect(before).toContain('class="stations"')
    context.land.replaceStations([])
    expect(String((await get(tileOf(13))).body)).not.toContain('class="stations"')
  })

  it('is made once, whatever else changes, and again when the ground did', async () => {
    const { get, db } = await openSite()
    const tile = async () => String((await get(tileOf(13))).body)
    const before = await tile()
    expect(before).toContain('Saltmere')
    // Behind the back of the ground: nobody says that it changed.
    db.exec(
      "update place set name = 'Elsewhere' where name = 'Saltmere'; delete from initiative where id > 3",
    )
    expect(await tile()).toBe(before)
    db.exec("update geography set mark = mark || ' again' where part = 'places'")
    expect(await tile()).toContain('Elsewhere')
  })

  it('needs no survey of the ground once that is learnt, nor does any map', async () => {
    const { get, db, context } = await openSite()
    for (let steps = 1; context.land.learn(); steps++) expect(steps).toBeLessThan(10)
    const shapes = db.prepare("select boundary from area where level = 'district'").all()
    expect(shapes.length).toBeGreaterThan(0)
    // What is not there any more cannot be read.
    db.exec('drop table land; drop table built_up')
    await get(tileOf(13)).expect(200)
    await get('/').expect(200)
    await get('/map').expect(200)
  })

  it('says where what has a name is, all that lies in it and nothing else', async () => {
    const { get } = await openSite({ cast: {} })
    const found = new Map<string, string>()
    for (let z = 9; z <= 16; z++) {
      const { x, y } = numbersOf(z)
      for (let at = 0; at < 9; at++) {
        const path = `/map/ground/${z}/${x + (at % 3) - 1}/${y + Math.floor(at / 3) - 1}.svg`
        const [, text = ''] = /<metadata>(.*?)<\/metadata>/.exec(String((await get(path)).body)) ?? []
        for (const [kind, name, ...spot] of JSON.parse(text.replaceAll('&#34;', '"')) as NameInTile[]) {
          found.set(name, kind)
          expect(Math.min(...spot), name).toBeGreaterThanOrEqual(0)
          expect(Math.max(...spot), name).toBeLessThanOrEqual(256)
        }
      }
    }
    expect(found.get('Saltmere')).toBe('town')
    expect(found.get('The Mere')).toBe('water')
  })

  it.each(['4/1/1', '19/1/1', '10/1024/0', '10/0/1024', '10/-1/0', 'a/1/1', '10/1.5/1', '10/1e2/1'])(
    'is refused when it is %s',
    async numbers => {
      const { get } = await openSite({ cast: {} })
      const { status, text } = await get(`/map/ground/${numbers}.svg`)
      expect(status).toBe(400)
      expect(text).toContain('a level from 5 to 18')
    },
  )
})

describe('land where the file of it ends', () => {
  // A square of land with the sea in the east, a river in the west, and an island.
  const north = ring([0, 0.51], [0, 1], [1, 1], [1, 0.8], [0.4, 0.51])
  const south = ring([0, 0.5], [0.4, 0.5], [1, 0.2], [1, 0], [0, 0])
  const island = ring([0.8, 0.5], [0.82, 0.52], [0.84, 0.5])
  const drawn = pastEdges([[north], [south], [island]])
  const isDrawn = (lon: number, lat: number) =>
    drawn.flat().filter(one => makeDryTest([[one], ...world])({ lat, lon })).length % 2 === 1
  // Specks so far off that all asked about lies between them, where a test of land knows of it.
  const world = [-60, 60].map(at => [ring([at, at], [at, at + 0.01], [at + 0.01, at])])

  it('goes on, and so does the sea, but no river', () => {
    expect(isDrawn(-3, 0.505)).toBe(true)
    expect(isDrawn(0.2, 0.505)).toBe(false)
    expect(isDrawn(0.5, 4)).toBe(true)
    expect(isDrawn(4, 0.5)).toBe(false)
    expect(isDrawn(0.82, 0.505)).toBe(true)
  })

  it('is what it was where it is known', () => {
    const isLand = makeDryTest([[north], [south], [island]])
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (lon, lat) => {
          expect(isDrawn(lon, lat)).toBe(isLand({ lat, lon }))
        },
      ),
    )
  })

  it('is left as it is where it reaches no edge', () => {
    const alone = [[ring([0.2, 0], [0, 0.5], [0.5, 1], [1, 0.4])]]
    expect(pastEdges(alone)).toEqual(alone)
  })
})

describe('a line with points left out', () => {
  it('never strays from where it was by more than was allowed', () => {
    const spot = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }))
    fc.assert(
      fc.property(
        fc.array(spot, { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (line, most) => {
          const weights = weigh(line, false)
          const kept = line.filter((_, at) => (weights[at] ?? 0) >= most)
          expect([kept[0], kept.at(-1)]).toEqual([line[0], line.at(-1)])
          for (const point of line) {
            const off = Math.min(...kept.slice(1).map((to, at) => distance(point, kept[at] as typeof to, to)))
            expect(off).toBeLessThan(most + 1e-6)
          }
        },
      ),
    )
  })
})

function ring(...points: [number, number][]): number[][] {
  return [...points, points[0] as [number, number]]
}

function numbersOf(z: number): { x: number; y: number } {
  const [x, y] = frameOfTile({ z, x: 0, y: 0 }).at(SALTMERE)
  return { x: Math.floor(x / 256), y: Math.floor(y / 256) }
}

function tileOf(z: number): string {
  const { x, y } = numbersOf(z)
  return `/map/ground/${z}/${x}/${y}.svg`
}

function distance([x, y]: [number, number], [ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const share =
    length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
}
