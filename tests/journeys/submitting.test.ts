import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney, PHONE } from '../support/browser.ts'
import { lettersTo, proofFor } from '../support/letters.ts'
import { headed } from '../support/steps.ts'
import { proposalsOf } from '../support/submitting.ts'
import { town } from '../support/town.ts'

describe.skipIf(!hasBrowser)('somebody at a bus stop', () => {
  const journey = openJourney({ cast: { uniformBank: town.cast.uniformBank }, home: true })
  const onward = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()

  async function begin(page: Page, name: string): Promise<void> {
    await page.goto('/')
    await page.locator('footer').getByRole('link', { name: 'Add a project' }).click()
    await headed(page, 'What is it?')
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('In one line').fill('Borrow a drill instead of buying one.')
    await page.getByLabel('What kind of thing is it?').selectOption({ label: 'Repair café' })
    journey.site.setNow(new Date(journey.site.context.clock().getTime() + 20_000).toISOString())
    await onward(page)
    await headed(page, 'Where does it happen?')
  }

  async function finish(page: Page, email: string): Promise<void> {
    await onward(page)
    await headed(page, 'When does it happen?')
    await page.getByText('Saturday', { exact: true }).click()
    await page.getByLabel('From').fill('10am')
    await page.getByLabel('To', { exact: true }).fill('noon')
    await page.getByRole('button', { name: 'Add another time' }).click()
    const second = page.getByRole('group', { name: 'Time 2' })
    await second.getByText('Tuesday', { exact: true }).click()
    await second.getByLabel('To', { exact: true }).fill('4pm')
    await second.getByLabel('From').fill('2')
    // The Enter key goes on, and takes no time away.
    await second.getByLabel('From').press('Enter')
    await headed(page, 'Can people just turn up?')
    for (let step = 0; step < 2; step++) await onward(page)
    await headed(page, 'Who are you?')
    await page.getByLabel('Your e-mail address').fill(email)
    await onward(page)
    await page.getByRole('link', { name: 'Continue to check your answers' }).click()
    await headed(page, 'Check your answers')
  }

  it('sends a project in without a script, and changes an answer on the way', async () => {
    const page = await journey.visit({ ...PHONE })
    await begin(page, 'Tideway Tool Library')
    await page.getByLabel('Postcode').fill('ZZ1')
    await onward(page)
    await page.getByRole('alert').getByRole('link', { name: 'Enter a full postcode, like SS9 2AB' }).click()
    await page.getByLabel('Postcode').fill('zz1 1ae')
    await page.getByRole('group', { name: 'Is this somebody’s home?' }).getByText('Yes').click()
    await finish(page, 'noor@tools.example')
    await page.getByText('A soft circle over the neighbourhood.').first().waitFor()
    await page.getByText('Saturdays, 10am to noon. Tuesdays, 2pm to 4pm.').waitFor()
    await page.getByRole('link', { name: 'Change what it is' }).click()
    await page.getByLabel('In one line').fill('Borrow a ladder.')
    await page.getByRole('button', { name: 'Save and go back to your answers' }).click()
    await page.getByText('Borrow a ladder.').waitFor()
    await page.getByRole('button', { name: 'Send for checking' }).dblclick()
    await headed(page, 'Confirm your address')
    await page.reload()
    await page.goto(proofFor(journey.site, 'noor@tools.example').path)
    await page.getByRole('button', { name: 'Confirm my address' }).click()
    await headed(page, 'Tideway Tool Library')
    await page.getByText('It is with the editors').waitFor()
    expect(proposalsOf(journey.site)).toMatchObject([
      { status: 'waiting', held_for: [], asked: { precision: 'neighbourhood', summary: 'Borrow a ladder.' } },
    ])
    expect(lettersTo(journey.site, 'noor@tools.example').map(({ kind }) => kind)).toEqual([
      'sign-in',
      'received',
    ])
  })

  it('is told the neighbourhood and puts the light on its very spot, where scripts run', async () => {
    const page = await journey.visit({ javaScriptEnabled: true, most: 12 })
    await begin(page, 'Tideway Ladder Library')
    await page.getByLabel('Postcode').fill('ZZ1 1AE')
    await page.getByLabel('Postcode').blur()
    await page.getByText('That is in Old Town, Saltmere.').waitFor()
    await page.getByText('what everybody would see of the place you gave').waitFor()
    expect(await page.locator('.pictured .night-map').count()).toBe(3)
    const pin = page.getByRole('button', { name: 'The light.' })
    await pin.focus()
    await page.keyboard.press('ArrowRight')
    const [east, north] = [await page.locator('#lon').inputValue(), await page.locator('#lat').inputValue()]
    const box = (await pin.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 - 40, box.y + box.height / 2 - 30, { steps: 4 })
    await page.mouse.up()
    expect(Number(await page.locator('#lon').inputValue())).toBeLessThan(Number(east))
    expect(Number(await page.locator('#lat').inputValue())).toBeGreaterThan(Number(north))
    await page
      .getByRole('group', { name: 'Is this somebody’s home?' })
      .getByText('No', { exact: true })
      .click()
    await page.getByText('The exact place').click()
    await finish(page, 'omar@tools.example')
    await page.getByRole('button', { name: 'Send for checking' }).click()
    await page.getByLabel('Code from the mail').fill(proofFor(journey.site, 'omar@tools.example').code)
    await page.getByRole('button', { name: 'Confirm my address' }).click()
    await headed(page, 'Tideway Ladder Library')
    const asked = proposalsOf(journey.site).at(-1)?.asked
    expect(asked).toMatchObject({ precision: 'exact', lat: expect.any(Number), lon: expect.any(Number) })
  })
})
