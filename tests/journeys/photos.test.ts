import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney, PHONE } from '../support/browser.ts'
import { jpeg, svg } from '../support/photos.ts'
import { comeAs } from '../support/steps.ts'
import { makeSender } from '../support/submitting.ts'

describe.skipIf(!hasBrowser)('somebody with photos of their project', () => {
  const journey = openJourney({ cast: {}, home: true })

  it('adds them from a telephone without scripts, and loses nothing when one cannot be taken', async () => {
    const page = await journey.visit({ ...PHONE, most: 12 })
    const sender = makeSender(journey.site)
    await sender.fillAll()
    await comeAs(page, journey, { cookie: sender.cookie() })
    await page.goto('/submit/photos')
    const file = page.getByLabel('Photo', { exact: true })
    const words = page.getByLabel('Describe the photo for someone who cannot see it').last()

    await file.setInputFiles({ name: 'drawing.jpg', mimeType: 'image/jpeg', buffer: svg })
    await words.fill('Four people mend a bicycle.')
    await page.getByRole('button', { name: 'Add this photo' }).click()
    await page.getByRole('link', { name: /not a JPEG, PNG or WebP/ }).click()
    expect(await words.inputValue()).toBe('Four people mend a bicycle.')

    await file.setInputFiles({ name: 'bicycle.jpg', mimeType: 'image/jpeg', buffer: await jpeg() })
    await page.getByRole('button', { name: 'Add this photo' }).click()
    const picture = page.getByRole('img', { name: 'Four people mend a bicycle.' })
    await picture.waitFor()

    await file.setInputFiles({ name: 'table.jpg', mimeType: 'image/jpeg', buffer: await jpeg(900, 600) })
    await words.fill('A long table.')
    await page.getByRole('button', { name: 'Add this photo' }).click()
    await page.getByRole('button', { name: 'Move up Photo 2' }).click()
    await page.getByRole('link', { name: 'Continue to check your answers' }).click()
    expect(
      await page
        .getByRole('img', { name: /bicycle|table/ })
        .evaluateAll(all => all.map(one => one.getAttribute('alt'))),
    ).toEqual(['A long table.', 'Four people mend a bicycle.'])
  })
})
