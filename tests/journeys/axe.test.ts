import type { RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe, COLOURS, EVERYTHING, findings } from '../support/axe.ts'
import { hasBrowser, openJourney } from '../support/browser.ts'
import { example, pages } from '../support/pages.ts'

describe.skipIf(!hasBrowser)('every page is fit for people who read, point or type differently', () => {
  const journey = openJourney({ more: [example] })

  it('axe finds nothing by day or in the dark, on a desk or on the narrowest phone, folded or not', async () => {
    const page = await journey.visit({ javaScriptEnabled: true, reducedMotion: 'reduce' })
    await page.addInitScript(axe)
    const found: string[] = []
    const look = async (how: string, options: RunOptions) =>
      found.push(...(await findings(page, options)).map(finding => `${how}: ${finding}`))
    for (const { name, path } of pages) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(path)
      await look(`${name}, wide`, EVERYTHING)
      await page.emulateMedia({ colorScheme: 'dark' })
      await look(`${name}, wide and dark`, COLOURS)
      await page.setViewportSize({ width: 320, height: 700 })
      await unfold(page)
      await look(`${name}, narrow and dark`, EVERYTHING)
      await page.emulateMedia({ colorScheme: 'light' })
      await look(`${name}, narrow`, COLOURS)
    }
    expect(found).toEqual([])
  }, 180_000)
})

function unfold(page: Page): Promise<unknown> {
  return page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)
}
