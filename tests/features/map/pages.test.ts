import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addressOf } from '../../support/pages.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { cast } = town
const drawn = (html: string) => /<svg class="night-map[\s\S]*?<\/svg>/.exec(html)?.[0] ?? ''

describe('somebody who asks for a map', () => {
  it.each(['bbox=1', 'bbox=2,1,1,2', 'bbox=a,b,c,d', 'w=-1', 'h=1e3', 'w=12.5', 'bbox=NaN,0,1,1'])(
    'is told when %s makes no sense',
    async query => {
      const { get } = await openSite({ cast: {} })
      const { status, text } = await get(`/map.svg?${query}`)
      expect(status).toBe(400)
      expect(text).toContain('That did not work')
    },
  )

  it('gets the same land in every picture of the same box', async () => {
    const { get, db } = await openSite()
    const land = async () =>
      /-land"[^>]* d="([^"]+)"/.exec(String((await get('/map.svg?w=500&h=400')).body))?.[1]
    const before = await land()
    expect(before?.length).toBeGreaterThan(50)
    db.exec("delete from initiative where name like 'K%'")
    expect(await land()).toBe(before)
  })

  it('may keep the picture, which lets in no style but its own, the second time as the first', async () => {
    const { get } = await openSite()
    for (const _ of [1, 2]) {
      const { body, headers } = await get('/map.svg')
      const style = /<style>([\s\S]*?)<\/style>/.exec(String(body))?.[1]?.replaceAll('&amp;', '&') ?? ''
      const plain = style.replaceAll('&gt;', '>').replaceAll('&#34;', '"')
      const hash = createHash('sha256').update(plain).digest('base64')
      expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8')
      expect(headers['cache-control']).toMatch(/^public/)
      expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
    }
  })

  it('can go every way from a part of it, closer and back again', async () => {
    const { get } = await openSite()
    const { text } = await get('/map?bbox=1.03,51.45,1.08,51.47')
    const moves = [...text.matchAll(/class="compass-move" href="([^"#]+)/g)].map(([, href = '']) => href)
    expect(moves).toHaveLength(6)
    for (const href of moves) await get(href).expect(200)
  })

  it('is led to the large map from the first page, and to that of the same ground from an area', async () => {
    const { get } = await openSite()
    const ways = async (path: string) =>
      [...(await get(path)).text.matchAll(/<a href="(\/map[^"]*)">Explore the map<\/a>/g)].map(([, to]) => to)
    expect(await ways('/')).toEqual(['/map'])
    const [saltmere = ''] = await ways('/areas/saltmere')
    const { text } = await get(saltmere).expect(200)
    expect(saltmere).toContain('bbox=')
    expect(text).toContain(cast.uniformBank.name)
  })

  it('is shown the light of its own page alone inside the circle it may stand in', async () => {
    const { get, db } = await openSite()
    const svg = drawn((await get(addressOf(cast.homeSwap))).text)
    const [, x, y, r] = /class="night-patch" cx="(\d+)" cy="(\d+)" r="(\d+)"/.exec(svg) ?? []
    expect(Number(r)).toBeGreaterThan(20)
    const others = [...svg.matchAll(/<use href="#light-map-h[^"]+" x="(-?\d+)" y="(-?\d+)"/g)]
    expect(others.length).toBeGreaterThan(2)
    const away = others.map(([, otherX, otherY]) =>
      Math.hypot(Number(otherX) - Number(x), Number(otherY) - Number(y)),
    )
    expect(Math.min(...away)).toBeGreaterThan(Number(r))
    expect(svg).not.toContain('light-map-star')
    expect(db.prepare('select count(*) from initiative').pluck().get()).toBeGreaterThan(10)
  })

  it.each([500, 1500, 8000])('sees all of a circle of %i metres, and the ground round it', async metres => {
    const { get, db } = await openSite()
    db.prepare('update initiative set shown_metres = ? where name = ?').run(metres, cast.homeSwap.name)
    const svg = drawn((await get(addressOf(cast.homeSwap))).text)
    const [, x = 0, y = 0, r = 0] = (
      /class="night-patch" cx="(\d+)" cy="(\d+)" r="(\d+)"/.exec(svg) ?? []
    ).map(Number)
    const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number)
    // Of its width a phone shows 390 pixels, round the middle.
    expect([x, y]).toEqual([width / 2, height / 2])
    expect(r).toBeGreaterThan(40)
    expect(r).toBeLessThan(Math.min(390, height) / 2 - 40)
    expect(svg).toContain('The exact place is not shown')
  })

  it('sees no map of what is nowhere in particular', async () => {
    const { get } = await openSite()
    for (const one of [cast.mutualAid, cast.adviceLine])
      expect(drawn((await get(addressOf(one))).text)).toBe('')
  })

  it('finds the place they asked about ringed and named, and how far it reaches', async () => {
    const { get } = await openSite()
    const svg = drawn((await get('/initiatives?near=ZZ1+1AA&within=2')).text)
    expect(svg).toContain('class="night-ring"')
    expect(svg).toContain('>ZZ1 1AA</text>')
    expect(svg).toMatch(/class="night-reach" d="m/)
    expect(svg).toMatch(/aria-label="Map of \d+ points of light: Points of light within 2 miles of ZZ1 1AA/)
  })
})
