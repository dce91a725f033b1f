import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { DESK, hasBrowser, openJourney, PHONE } from '../support/browser.ts'
import { deskOf } from '../support/desk.ts'
import { example } from '../support/pages.ts'
import { comeAs } from '../support/steps.ts'
import { town } from '../support/town.ts'

const { uniformBank, homeSwap } = town.cast

describe.skipIf(!hasBrowser)('somebody who uses the keyboard alone', () => {
  const journey = openJourney({ more: [example] })

  it('skips the menu, finds what is near, opens a filter, ticks it, and reads a listing', async () => {
    const page = await journey.visit(PHONE)
    const press = (key: string) => page.keyboard.press(key)
    await page.goto('/')
    await press('Tab')
    expect(await focused(page)).toMatchObject({ words: 'Skip to main content', isSeen: true })
    await press('Enter')
    await press('Tab')
    expect((await focused(page)).words).toBe('Postcode, town or area')
    await page.keyboard.type('zz1 1aa')
    await press('Enter')
    await page.waitForURL('**/initiatives?near=ZZ1+1AA')

    await tabTo(page, 'Filters (1)')
    await press('Enter')
    await tabTo(page, /^Free/)
    await press('Space')
    await tabTo(page, 'Apply filters')
    await press('Enter')
    await page.waitForURL('**/initiatives?near=ZZ1+1AA&cost=free')
    await tabTo(page, 'Old Town Uniform Bank')
    await press('Enter')
    await page.waitForURL('**/initiatives/old-town-uniform-bank')
  })

  it('opens the menu of a phone, and leaves it again', async () => {
    const page = await journey.visit(PHONE)
    await page.goto('/about')
    await tabTo(page, 'Menu')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatchObject({ words: 'Browse', isSeen: true })
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('Tab')
    expect((await focused(page)).words).not.toBe('Browse')
  })

  it.each([
    ['/', DESK],
    ['/initiatives?near=ZZ1+1AA&within=10', DESK],
    ['/initiatives/kiln-house', DESK],
    ['/areas/saltmere', DESK],
    ['/near?q=Kilnfield', PHONE],
    ['/initiatives?category=uniform-bank', PHONE],
    ['/open-data', PHONE],
  ])('sees where they are all the way through %s', async (path, size) => {
    const page = await journey.visit(size)
    await page.goto(path)
    await seesEveryStop(page)
  })

  it('sees where they are on the map for other sites, and skips it', async () => {
    const page = await journey.visit({ ...DESK, javaScriptEnabled: true })
    await page.goto('/embed/map')
    await page.getByRole('button', { name: 'Explore the map' }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toMatchObject({ words: 'Skip the map', isSeen: true })
  })
})

describe.skipIf(!hasBrowser)('an editor who uses the keyboard alone', () => {
  const journey = openJourney({ cast: { uniformBank, homeSwap }, home: true })

  it.each(['', '/1'])('sees where they are all the way through the queue%s', async item => {
    const { ask, editorCalled } = deskOf(journey.site)
    for (let at = 0; at < 4; at++) ask({ asked: { audience: `Everybody ${at}` } })
    const page = await journey.visit({ most: 10 })
    await comeAs(page, journey, editorCalled('Ed Quay'))
    await page.goto(`/admin/queue${item}`)
    await seesEveryStop(page)
  })
})

interface Stop {
  /** What it is called; '' where the page begins again. */
  words: string
  /** Whether it lies in the window with nothing over it. */
  isSeen: boolean
  /** The width of the ring round it. */
  ring: number
  /** Whether something it lies in cuts its ring off. */
  isCut: boolean
}

async function seesEveryStop(page: Page): Promise<void> {
  const stops = await stopsOf(page)
  expect(stops.length).toBeGreaterThan(20)
  expect(stops.filter(({ isSeen }) => !isSeen).map(({ words }) => words)).toEqual([])
  expect(stops.filter(({ ring }) => ring < 3).map(({ words }) => words)).toEqual([])
  expect(stops.filter(({ isCut }) => isCut).map(({ words }) => words)).toEqual([])
}

async function tabTo(page: Page, words: string | RegExp): Promise<void> {
  const here = (stop: Stop) => (typeof words === 'string' ? stop.words === words : words.test(stop.words))
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    if (here(await focused(page))) return
  }
  throw new Error(`The Tab key never comes to ${words}.`)
}

/** Every stop of the Tab key, from the top of the page until it comes round. */
async function stopsOf(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  for (;;) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (stop.words === '' || stops.length === 200) return stops
    stops.push(stop)
  }
}

function focused(page: Page): Promise<Stop> {
  return page.evaluate(LOOK) as Promise<Stop>
}

// Runs in the page. A card's link draws its ring on its ::after, round the whole card.
const LOOK = `(() => {
  const at = document.activeElement
  if (at === document.body) return { words: '' }
  const label = at.labels?.[0] ?? at
  const named = document.getElementById(at.getAttribute('aria-labelledby') ?? '') ?? label
  const own = getComputedStyle(at)
  const after = getComputedStyle(at, '::after')
  const style = own.outlineStyle === 'none' ? after : own
  const [box] = at.getClientRects()
  const spots = [[0.5, 0.5], [0.1, 0.15], [0.9, 0.15], [0.1, 0.85], [0.9, 0.85]]
  const isOwn = over => over && (at.contains(over) || label.contains(over))
  const isSeen = spots.every(([x, y]) =>
    isOwn(document.elementFromPoint(box.x + box.width * x, box.y + box.height * y)))
  const reach = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset)
  const ringed = style === own ? box : at.closest('.card').getBoundingClientRect()
  const cuts = element => {
    const { overflowX, overflowY } = getComputedStyle(element)
    if (overflowX === 'visible' && overflowY === 'visible') return false
    const edge = element.getBoundingClientRect()
    return ringed.left - reach < edge.left || ringed.right + reach > edge.right ||
      ringed.top - reach < edge.top || ringed.bottom + reach > edge.bottom
  }
  let isCut = ringed.left - reach < 0 || ringed.right + reach > innerWidth
  for (let up = at.parentElement; up && up !== document.body; up = up.parentElement) isCut ||= cuts(up)
  return {
    words: (named.textContent || named.getAttribute('aria-label')).trim().replace(/\\s+/g, ' '),
    isSeen,
    ring: style.outlineStyle === 'solid' ? parseFloat(style.outlineWidth) : 0,
    isCut,
  }
})()`
