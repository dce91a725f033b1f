import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney } from '../support/browser.ts'
import { addressOf, example, pages } from '../support/pages.ts'
import { town } from '../support/town.ts'

describe.skipIf(!hasBrowser)('whatever it is read on', () => {
  const journey = openJourney({ more: [example] })

  // A desk of 1280 at 200 % is 640 wide.
  it('no page has to be moved sideways, from the narrowest phone to a desk at 200 %, folded or not', async () => {
    const page = await journey.visit({ deviceScaleFactor: 2 })
    const wide: string[] = []
    for (const { name, path } of pages) {
      await page.goto(path)
      for (const width of [320, 640, 768, 1280]) {
        await page.setViewportSize({ width, height: 640 })
        wide.push(...(await tooWide(page)).map(what => `${name}, ${width} wide: ${what}`))
      }
      await page.setViewportSize({ width: 320, height: 640 })
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)
      wide.push(...(await tooWide(page)).map(what => `${name}, unfolded: ${what}`))
    }
    expect(wide).toEqual([])
  }, 60_000)

  it('a list on paper is the list, without the ways about', async () => {
    const page = await journey.visit()
    await page.emulateMedia({ media: 'print' })
    await page.goto('/initiatives?near=ZZ1+1AA&category=uniform-bank')
    for (const gone of ['nav', '.skip', '.filters', '.take', '.strip', 'button'])
      expect(await page.locator(`${gone}:visible`).count(), gone).toBe(0)
    const card = page.locator('.card')
    expect(await card.isVisible()).toBe(true)
    expect(await card.textContent()).toContain('Next today 10am')
    expect(await groundOf(page)).toEqual(['rgba(0, 0, 0, 0)', 'rgba(0, 0, 0, 0)'])
  })

  it('a listing on paper fits two sheets, and says how to reach them', async () => {
    const page = await journey.visit()
    await page.emulateMedia({ media: 'print' })
    await page.goto(addressOf(town.cast.uniformBank))
    expect(await page.locator('nav:visible').count()).toBe(0)
    const contact = page.getByRole('region', { name: 'Get in touch' })
    expect(await contact.getByText('07700 900142').isVisible()).toBe(true)
    expect(await contact.getByText('hello@uniforms.example').isVisible()).toBe(true)
    const pdf = await page.pdf({ format: 'A4' })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(2)
  })
})

/** What reaches past the right or left edge of the window, and the page itself when it can be moved sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const page = document.scrollingElement
    const moves = page.scrollWidth > page.clientWidth ? ['the page is ' + page.scrollWidth + ' wide'] : []
    const past = [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
      const { left, right, width } = one.getBoundingClientRect()
      return width > 1 && (right > innerWidth + 1 || left < -1) && !one.closest('svg, .night-map')
    })
    return [...moves, ...past.map(one => one.outerHTML.slice(0, 80))]
  })()`) as Promise<string[]>
}

function groundOf(page: Page): Promise<string[]> {
  return page.evaluate(
    `['body', '.masthead'].map(at => getComputedStyle(document.querySelector(at)).backgroundColor)`,
  ) as Promise<string[]>
}
