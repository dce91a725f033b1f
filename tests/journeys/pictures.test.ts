import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { DESK, hasBrowser, openJourney, PHONE } from '../support/browser.ts'
import { addressOf } from '../support/pages.ts'
import { faultOf } from '../support/pictures.ts'
import { town } from '../support/town.ts'

const SIZES = [390, 768, 1280]
// Words and buttons that lie over a map are none of its business.
const BARE =
  '.masthead, .home-inner, .hero-inner, .strip, .map-side > :not(.map-figure), .map-figure > :not(.night-map)'

interface Way {
  /** The kept picture's. Night is the same by day and in the dark, so the two share theirs. */
  name: string
  how: BrowserContextOptions
  media?: 'print'
}

const WAYS: Way[] = [
  { name: 'night', how: { colorScheme: 'light' } },
  { name: 'night', how: { colorScheme: 'dark' } },
  { name: 'contrast', how: { contrast: 'more' } },
  { name: 'paper', how: { colorScheme: 'light' }, media: 'print' },
  { name: 'chosen-colours', how: { forcedColors: 'active' } },
]

describe.skipIf(!hasBrowser)('the night map looks as it did', () => {
  const journey = openJourney()

  it.each(WAYS)(
    'on a phone, a tablet and a desk: $name $how $media',
    async ({ name, how, media }) => {
      const page = await journey.visit(how)
      if (media) await page.emulateMedia({ media })
      const faults: string[] = []
      for (const width of SIZES) {
        await page.setViewportSize({ width, height: 900 })
        // The second part of its list: the first is shown by its lights, and not by numbers.
        await page.goto('/map?page=2')
        faults.push(faultOf(`map-${name}-${width}`, await shot(page)))
      }
      expect(faults.filter(Boolean)).toEqual([])
    },
    40_000,
  )

  it('at the head of the first page, of an area and of a listing, and beside a list', async () => {
    const page = await journey.visit()
    const faults: string[] = []
    const look = async (name: string, path: string) => {
      await page.goto(path)
      faults.push(faultOf(name, await shot(page)))
    }
    for (const width of SIZES) {
      await page.setViewportSize({ width, height: 900 })
      await look(`home-${width}`, '/')
    }
    await look('area-1280', '/areas/saltmere')
    await look('list-1280', '/initiatives?near=ZZ1+1AA&within=2')
    await look('hidden-1280', addressOf(town.cast.homeSwap))
    expect(faults.filter(Boolean)).toEqual([])
  }, 40_000)
})

describe.skipIf(!hasBrowser)('names on the first page', () => {
  const journey = openJourney()

  it.each([320, 390, 600, 768, 896, 1024, 1279, 1280, 1440])(
    'are read whole, %i pixels wide',
    async width => {
      const page = await journey.visit({ viewport: { width, height: 900 } })
      await page.goto('/')
      const names = await page.locator('.home-picture .labels text').evaluateAll(all =>
        all.map(one => {
          const { left, right } = one.getBoundingClientRect()
          return { name: one.textContent, left, right }
        }),
      )
      const seen = names.filter(({ left, right }) => right > left)
      expect(seen.length).toBeGreaterThan(1)
      expect(seen.filter(({ left, right }) => left < 0 || right > width)).toEqual([])
    },
  )
})

describe.skipIf(!hasBrowser)('somebody who prints a page', () => {
  const journey = openJourney()

  it('takes the small map of a listing along, and no map that says nothing on paper', async () => {
    const page = await journey.visit()
    await page.emulateMedia({ media: 'print' })
    const isSeen = async (path: string) => {
      await page.goto(path)
      return page.locator('.night-map').first().isVisible()
    }
    for (const path of [addressOf(town.cast.uniformBank), addressOf(town.cast.homeSwap), '/map'])
      expect([path, await isSeen(path)]).toEqual([path, true])
    for (const path of ['/', '/areas/saltmere']) expect([path, await isSeen(path)]).toEqual([path, false])
    // Nor what would say what its lights mean.
    await page.goto('/')
    expect(await page.locator('.legend').isVisible()).toBe(false)
  })
})

describe.skipIf(!hasBrowser)('somebody who has chosen colours', () => {
  const journey = openJourney()

  it('reads the ways about the site with no shore drawn through them', async () => {
    for (const size of [PHONE, DESK]) {
      const page = await journey.visit({ ...size, forcedColors: 'active' })
      await page.goto('/')
      const edgesOf = async (part: string) => {
        const box = await page.locator(part).first().boundingBox()
        return { top: box?.y ?? 0, bottom: (box?.y ?? 0) + (box?.height ?? 0) }
      }
      expect((await edgesOf('.night-map')).top).toBeGreaterThanOrEqual(
        (await edgesOf('.masthead')).bottom - 1,
      )
    }
  })
})

async function shot(page: Page): Promise<Buffer> {
  await page.evaluate(
    `for (const one of document.querySelectorAll('${BARE}')) one.style.visibility = 'hidden'`,
  )
  // No word is drawn before its letters are there.
  await page.evaluate('document.fonts.ready.then(() => true)')
  const map = page.locator('.night-map').first()
  await map.scrollIntoViewIfNeeded()
  const box = await map.boundingBox()
  if (!box) return map.screenshot()
  // Where the room is narrower than the drawing, its sides are cut off.
  const wide = page.viewportSize()?.width ?? box.width
  const x = Math.max(0, box.x)
  return page.screenshot({ clip: { ...box, x, width: Math.min(wide, box.x + box.width) - x } })
}
