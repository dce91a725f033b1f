import { describe, expect, it } from 'vitest'
import { axe, COLOURS, EVERYTHING, findings } from '../support/axe.ts'
import { hasBrowser, openJourney } from '../support/browser.ts'
import { openDeskPages } from '../support/desk-pages.ts'
import { comeAs } from '../support/steps.ts'

describe.skipIf(!hasBrowser)('every page of signing in and of the desk', () => {
  const journey = openJourney({ cast: {}, home: true })

  it('is fit for people who read, point or type differently: by day and in the dark, wide and narrow', async () => {
    const page = await journey.visit({ javaScriptEnabled: true, reducedMotion: 'reduce', most: 12 })
    await page.addInitScript(axe)
    const found: string[] = []
    for (const one of await openDeskPages(journey.site)) {
      await page.context().clearCookies()
      await comeAs(page, journey, one)
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(one.path)
      const look = async (how: string, options: typeof EVERYTHING) =>
        found.push(...(await findings(page, options)).map(finding => `${one.name}, ${how}: ${finding}`))
      await look('wide', EVERYTHING)
      await page.emulateMedia({ colorScheme: 'dark' })
      await look('wide and dark', COLOURS)
      await page.setViewportSize({ width: 320, height: 700 })
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)
      await look('narrow and dark', EVERYTHING)
      await page.emulateMedia({ colorScheme: 'light' })
      await look('narrow', COLOURS)
      const spill = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      if (Number(spill) > 0) found.push(`${one.name}: ${spill} px wider than the narrowest phone`)
    }
    expect(found).toEqual([])
  }, 180_000)

  it('is done with the keyboard alone', async () => {
    const page = await journey.visit()
    await page.goto('/sign-in')
    await page.getByLabel('E-mail address').focus()
    await page.keyboard.type('bo@quay.example')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
  })
})
