import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney } from '../support/browser.ts'
import { type Somebody, signedIn } from '../support/people.ts'
import { comeAs, headed } from '../support/steps.ts'

const mapping = {
  source: 'growers',
  source_id: 'Ref',
  fields: { name: 'Group', postcode: 'Postcode' },
  defaults: { summary: 'Growing things.', categories: ['community-garden'] },
}

describe.skipIf(!hasBrowser)('somebody who looks after the site, without a script', () => {
  const journey = openJourney({ home: true })

  async function come(who: Somebody): Promise<Page> {
    const page = await journey.visit()
    await comeAs(page, journey, signedIn(journey.site, who))
    return page
  }

  it('changes a listing by the whole form, finds the part by its index, and sees it live', async () => {
    const page = await come({ role: 'editor', areas: ['saltmere'] })
    const id = journey.site.db
      .prepare("select id from initiative where slug = 'old-town-uniform-bank'")
      .pluck()
      .get()
    await page.goto(`/admin/initiatives/${id}/edit`)
    await page
      .getByRole('navigation', { name: 'On this page' })
      .getByRole('link', { name: 'Help wanted' })
      .click()
    expect(new URL(page.url()).hash).toBe('#part-6')
    await page.getByLabel('In one line').fill('Shoes too, from today.')
    await page.getByLabel('Website').fill('no address at all')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page
      .getByRole('alert')
      .getByRole('link', { name: /web address/ })
      .click()
    expect(new URL(page.url()).hash).toBe('#website')
    expect(await page.getByLabel('In one line').inputValue()).toBe('Shoes too, from today.')
    await page.getByLabel('Website').fill('https://uniforms.example')
    await page.getByText('Yes, I have checked it').click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved, and live now.').waitFor()
    await page.getByRole('link', { name: 'See it', exact: true }).click()
    await headed(page, 'Old Town Uniform Bank')
    await page.getByText('Shoes too, from today.').first().waitFor()
  })

  it('gives the site a name, a kind and a bridge that is closed', async () => {
    const page = await come({ role: 'admin' })
    await page.goto('/admin/site')
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Name of the site').fill('Little Lamps')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('It shows on every page from now on.').waitFor()
    expect(await page.title()).toBe('Settings – Little Lamps')
    await page.getByRole('link', { name: 'The site', exact: true }).click()
    await page.getByRole('link', { name: 'Kinds' }).click()
    await page.getByRole('link', { name: 'Add a kind' }).click()
    await page.getByLabel('What one of them is called').fill('Kite loan')
    await page.getByLabel('What several are called').fill('Kite loans')
    await page.getByLabel('What they do, in a line').fill('Kites to borrow.')
    await page.getByLabel('Picture').selectOption({ label: 'Sparkles' })
    await page.getByLabel('Place in the list').fill('2')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('link', { name: 'Kite loans' }).waitFor()
    await page.goto('/admin/crossings')
    await page.getByRole('button', { name: 'Close Mere Bridge' }).click()
    await page.getByRole('button', { name: 'Open Mere Bridge' }).waitFor()
  })

  it('brings a file, reads what would happen, puts the mapping right, and imports it', async () => {
    const page = await come({ role: 'admin' })
    await page.goto('/admin/import')
    const rows = 'Ref,Group,Postcode\n1,Quay Beans,ZZ1 1AA\n2,Lost Leeks,AB1 2CD\n'
    await page
      .getByLabel('File')
      .setInputFiles({ name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) })
    await page.getByLabel('A mapping of your own').fill(JSON.stringify({ ...mapping, source_id: 'Number' }))
    await page.getByRole('button', { name: 'Show what would happen' }).click()
    await page.getByText('The mapping names “Number”').waitFor()
    await page.getByLabel('The mapping').fill(JSON.stringify(mapping))
    await page.getByRole('button', { name: 'Look through it again' }).click()
    await page.getByText('line 3: refuse').waitFor()
    expect(
      journey.site.db.prepare("select count(*) from initiative where source = 'growers'").pluck().get(),
    ).toBe(0)
    await page.getByRole('button', { name: 'Import 1 listing' }).click()
    await page.getByText('2 rows: 1 added and 1 refused.').waitFor()
    await page.goBack()
    await page.reload()
    await page.goto('/initiatives/quay-beans')
    await headed(page, 'Quay Beans')
  })
})
