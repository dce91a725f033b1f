import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe, COLOURS, EVERYTHING, findings } from '../support/axe.ts'
import { DESK, hasBrowser, openJourney, PHONE } from '../support/browser.ts'
import { many } from '../support/pages.ts'
import type { CastMember } from '../support/town/north.ts'

const BOX = '/map?bbox=0.98,51.42,1.08,51.48'
// Every square of the map is asked for by itself.
const MAPPED = { javaScriptEnabled: true, most: 200 }

// On Hale Island, where nobody else is: farther from the middle than what a page of the list holds.
const FAR_OFF = { lat: 51.4445, lon: 1.104 }
const twins: CastMember[] = ['Hale Bird Count', 'Hale Beach Clean'].map(name => ({
  name,
  summary: 'At low water, and back before it turns.',
  categories: ['community-garden'],
  postcode: 'ZZ3 9AA',
  confirmed_on: '2026-06-01',
}))

const explore = (page: Page) => page.getByRole('button', { name: 'Explore the map' })
const map = (page: Page) => page.locator('.moving-map')
const range = (page: Page) => page.locator('#in-view').textContent()
const query = (page: Page) => new URL(page.url()).searchParams
const numbers = (page: Page, all: string) => page.locator(all).allTextContents()

describe.skipIf(!hasBrowser)('somebody who looks at the map with JavaScript turned off', () => {
  const journey = openJourney({ more: many })

  it('moves and zooms it by its links, keeps their filters, and is offered nothing that would not work', async () => {
    const page = await journey.visit(DESK)
    await page.goto('/map?category=uniform-bank')
    expect(await explore(page).isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Zoom in' }).click()
    const [west, south, east, north] = boxOf(page)
    expect(query(page).get('category')).toBe('uniform-bank')
    await page.getByRole('link', { name: 'Move east' }).click()
    const moved = boxOf(page)
    expect(moved[0]).toBeCloseTo(west + 0.4 * (east - west), 2)
    expect(moved[1]).toBeCloseTo(south, 2)
    expect(moved[3]).toBeCloseTo(north, 2)
  })
})

describe.skipIf(!hasBrowser)('somebody who explores the map', () => {
  const journey = openJourney({ more: [...many, ...twins] })

  it('fetches what that takes only when they ask for it, and nothing moves but the map', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK })
    const asked: string[] = []
    page.on('request', request => asked.push(new URL(request.url()).pathname))
    await page.goto(BOX)
    await explore(page).waitFor()
    await page.waitForLoadState('networkidle')
    expect(asked.filter(path => /leaflet|moving|lights|ground/.test(path))).toEqual([])

    await explore(page).scrollIntoViewIfNeeded()
    const drawing = await page.locator('.map-figure > .night-map').boundingBox()
    const below = await page.locator('figcaption').boundingBox()
    await begin(page)
    expect(asked.filter(path => /leaflet/.test(path))).toHaveLength(1)
    expect(await map(page).boundingBox()).toEqual(drawing)
    expect(await page.locator('figcaption').boundingBox()).toEqual(below)
    expect(new URL(page.url()).search).toBe(new URL(BOX, page.url()).search)
  })

  it('goes on from the keyboard: focus is on the map, arrows and signs move it, the list and the address follow', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK, reducedMotion: 'reduce' })
    await page.goto(BOX)
    await explore(page).focus()
    await page.keyboard.press('Enter')
    await map(page).waitFor()
    await expect.poll(() => focused(page)).toMatch(/^Map of lights\. The arrow keys move it/)
    expect(await page.locator('.map-hint').textContent()).toContain('arrow keys')

    const before = boxOf(page)
    await follow(page, () => page.keyboard.press('ArrowRight'))
    const east = boxOf(page)
    expect(east[0]).toBeGreaterThan(before[0])
    await follow(page, () => page.keyboard.press('+'))
    const closer = boxOf(page)
    expect(closer[2] - closer[0]).toBeCloseTo((east[2] - east[0]) / 2, 2)

    const [seen, count] = [await range(page), await page.locator('.page-count').textContent()]
    expect(seen).toContain(` of ${Number.parseInt(count ?? '', 10)}, nearest the middle first`)
    await page.reload()
    expect(await range(page)).toBe(seen)
    expect(await page.locator('.page-count').textContent()).toBe(count)
  })

  it('moves it with its buttons instead of a drag, and steps back through what they saw', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK })
    await page.goto(BOX)
    await begin(page)
    const first = { list: await range(page), names: await names(page) }
    await follow(page, () => page.getByRole('link', { name: 'Zoom in' }).click())
    const second = { url: page.url(), list: await range(page) }
    await page.waitForTimeout(1100)
    await follow(page, () => page.getByRole('link', { name: 'Move north' }).click())
    expect(await range(page)).not.toBe(second.list)

    await page.goBack()
    await expect.poll(() => range(page)).toBe(second.list)
    expect(page.url()).toBe(second.url)
    await page.goBack()
    await expect.poll(() => range(page)).toBe(first.list)
    expect(await names(page)).toEqual(first.names)
    expect(await map(page).isVisible()).toBe(true)
    await page.goForward()
    await expect.poll(() => range(page)).toBe(second.list)
  })

  it('steps back to an address that was written by hand and holds no part of the map', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK })
    await page.goto(BOX)
    await begin(page)
    const first = await range(page)
    await page.evaluate(`history.replaceState(null, '', '/map?bbox=somewhere,nice&page=many')`)
    await follow(page, () => page.getByRole('link', { name: 'Zoom in' }).click())
    expect(await range(page)).not.toBe(first)
    await page.goBack()
    await expect.poll(() => range(page)).toBe(first)
    expect(await map(page).isVisible()).toBe(true)
  })

  it('comes to where it is dark without the map being pulled from under the pointer', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK, reducedMotion: 'reduce' })
    await page.goto('/map')
    await begin(page)
    await page.evaluate(`document.querySelector('.moving-map').scrollIntoView()`)
    const before = await map(page).boundingBox()
    for (let turn = 0; turn < 3; turn++)
      await follow(page, () => page.getByRole('link', { name: 'Move north' }).click())
    expect(await page.locator('[data-in-view]').textContent()).toContain('It is dark here')
    expect(await map(page).boundingBox()).toEqual(before)
  })

  it('sees the numbers of the list on the map, and turns its page without losing the map', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK })
    await page.goto('/map')
    await begin(page)
    expect(await numbers(page, '.map-disc > a')).toEqual(await numbers(page, '.card .disc'))
    await page.getByRole('link', { name: 'Page 2', exact: true }).click()
    await expect.poll(() => range(page)).toMatch(/^21 to /)
    expect(query(page).get('page')).toBe('2')
    expect(await focused(page)).toMatch(/^21 to /)
    await expect.poll(() => numbers(page, '.map-disc > a')).toEqual(await numbers(page, '.card .disc'))
    await page.goBack()
    await expect.poll(() => range(page)).toMatch(/^1 to 20 /)
    expect(await map(page).isVisible()).toBe(true)
  })

  it('finds no number under a button, on the drawing or on the map that moves', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK })
    await page.goto('/map?bbox=0.9,51.36,1.06,51.462')
    const middles = (selector: string) =>
      page.locator(selector).evaluateAll(all =>
        all.map(one => {
          const { x, y, width, height } = one.getBoundingClientRect()
          return [x + width / 2, y + height / 2] as const
        }),
      )
    const covered = async (selector: string) => {
      const [numbers, buttons] = [await middles(selector), await middles('.compass-move')]
      expect([numbers.length > 5, buttons.length]).toEqual([true, 6])
      return numbers.filter(([x, y]) =>
        buttons.some(([toX, toY]) => Math.max(Math.abs(x - toX), Math.abs(y - toY)) < 22),
      )
    }
    expect(await covered('.night-disc > circle')).toEqual([])
    await begin(page)
    expect(await covered('.map-disc > a')).toEqual([])
  })

  it('is told by a card which light it is, and by a light which card', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK })
    await page.goto('/map?category=uniform-bank')
    await begin(page)
    await page.locator('.card-name a').first().focus()
    const [name = ''] = await names(page)
    const said = `${name}: shining`
    await expect.poll(() => page.locator('.map-name').textContent()).toBe(said)
    await page.locator('.map-disc > a').first().hover()
    expect(await page.locator('.card-named .card-name a').textContent()).toBe(name)
    await page.locator('.map-disc > a').first().click()
    await page.waitForURL('**/initiatives/*')
    expect(await page.locator('h1').textContent()).toBe(name)
  })

  it('is told by the number of a light that has gone out that it has', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK })
    await page.goto('/map')
    await begin(page)
    const dark = page.locator('.card', { hasText: /[Gg]one out|Quiet for now|Paused/ }).first()
    const name = (await dark.locator('.card-name a').textContent()) ?? ''
    await dark.locator('.card-name a').focus()
    await expect
      .poll(() => page.locator('.map-name').textContent())
      .toMatch(new RegExp(`^${name}: (gone out|out|quiet for now|paused)`))
  })

  it('drags it with a mouse, is told what stands there, and comes nearer to what stands together', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK, reducedMotion: 'reduce' })
    await page.goto('/map?bbox=0.96,51.38,1.16,51.5')
    await begin(page)
    const before = boxOf(page)
    await follow(page, () => drag(page, [120, 0]))
    const wide = boxOf(page)
    expect(wide[0]).toBeLessThan(before[0])
    await page.mouse.move(...(await spotOf(page, FAR_OFF)))
    await expect
      .poll(() => page.locator('.map-name').textContent())
      .toMatch(/^[23] points of light: come nearer$/)
    await follow(page, async () => page.mouse.click(...(await spotOf(page, FAR_OFF))))
    const narrow = boxOf(page)
    expect(narrow[2] - narrow[0]).toBeCloseTo((wide[2] - wide[0]) / 4, 2)
  })

  it('pinches and drags it on a phone', async () => {
    const page = await journey.visit({ ...MAPPED, ...PHONE, hasTouch: true, isMobile: true })
    await page.goto(BOX)
    await explore(page).tap()
    await ready(page)
    const wide = boxOf(page)
    await map(page).scrollIntoViewIfNeeded()
    await follow(page, () => pinch(page, 40, 120))
    const narrow = boxOf(page)
    expect((narrow[2] - narrow[0]) / (wide[2] - wide[0])).toBeLessThan(0.6)
    await follow(page, () => pinch(page, 0, 0, 70))
    expect(boxOf(page)[0]).toBeLessThan(narrow[0])
  })

  it('keeps the drawing, and is told so, when the map cannot be fetched', async () => {
    const page = await journey.visit({ ...MAPPED, ...PHONE })
    await page.route('**/assets/leaflet-*', route => route.fulfill({ status: 404, body: '' }))
    await page.goto(BOX)
    await explore(page).click()
    await expect
      .poll(() => page.locator('.map-hint').textContent())
      .toBe('The map to move could not be fetched. The drawing is still here, and its links move it.')
    expect(await page.locator('.map-figure > .night-map').isVisible()).toBe(true)
    expect(await map(page).count()).toBe(0)
  })

  it('finds it fit for use by day and in the dark, wide and narrow', async () => {
    const page = await journey.visit({ ...MAPPED, ...DESK, reducedMotion: 'reduce' })
    await page.addInitScript(axe)
    await page.goto(BOX)
    await begin(page)
    expect(await findings(page, EVERYTHING)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await findings(page, COLOURS)).toEqual([])
    await page.setViewportSize(PHONE.viewport)
    expect(await findings(page, EVERYTHING)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await findings(page, COLOURS)).toEqual([])
  })
})

async function begin(page: Page): Promise<void> {
  await explore(page).click()
  await ready(page)
}

async function ready(page: Page): Promise<void> {
  await map(page).waitFor()
  await page.waitForLoadState('networkidle')
}

/** Does something to the map, and waits for the list that comes of it. */
async function follow(page: Page, act: () => Promise<void>): Promise<void> {
  const list = page.waitForResponse(response => response.url().includes('part=list'))
  await act()
  await (await list).finished()
  await page.waitForLoadState('networkidle')
}

function names(page: Page): Promise<string[]> {
  return page.locator('.card-name a').allTextContents()
}

function focused(page: Page): Promise<string> {
  return page.evaluate(
    `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
  ) as Promise<string>
}

function boxOf(page: Page): [number, number, number, number] {
  return (query(page).get('bbox') ?? '').split(',').map(Number) as [number, number, number, number]
}

async function middle(page: Page): Promise<[number, number]> {
  const box = await map(page).boundingBox()
  if (!box) throw new Error('There is no map.')
  return [box.x + box.width / 2, box.y + box.height / 2]
}

async function drag(page: Page, [x, y]: [number, number]): Promise<void> {
  const [fromX, fromY] = await middle(page)
  await page.mouse.move(fromX, fromY)
  await page.mouse.down()
  await page.mouse.move(fromX + x / 2, fromY + y / 2, { steps: 4 })
  await page.mouse.move(fromX + x, fromY + y, { steps: 4 })
  await page.mouse.up()
}

/** Where a point on the ground is on the screen; the address says what the map shows. */
async function spotOf(page: Page, { lat, lon }: { lat: number; lon: number }): Promise<[number, number]> {
  const room = await map(page).boundingBox()
  if (!room) throw new Error('There is no map.')
  const [west, south, east, north] = boxOf(page)
  // So small a part of the earth is as good as flat.
  const [along, down] = [(lon - west) / (east - west), (north - lat) / (north - south)]
  return [room.x + along * room.width, room.y + down * room.height]
}

/** Two fingers round the middle of the map, from so far apart to so far; or one finger that moves. */
async function pinch(page: Page, from: number, to: number, along = 0): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const [x, y] = await middle(page)
  const touch = (type: string, apart: number, share: number) => {
    const spots = apart === 0 ? [x + along * share] : [x - apart, x + apart]
    const touchPoints = type === 'touchEnd' ? [] : spots.map((at, id) => ({ x: at, y, id }))
    return session.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints })
  }
  await touch('touchStart', from, 0)
  for (let step = 1; step <= 8; step++) await touch('touchMove', from + ((to - from) * step) / 8, step / 8)
  await touch('touchEnd', 0, 1)
}
