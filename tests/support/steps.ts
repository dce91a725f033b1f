// Steps that people take in a browser in more than one journey: coming in, keeping, and reading the mail of a decision.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Journey } from './browser.ts'
import { proofFor } from './letters.ts'
import type { Visitor } from './people.ts'

export const headed = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Gives a browser the cookies of somebody, as if they had just come in. */
export async function comeAs(page: Page, { origin }: Journey, { cookie }: Pick<Visitor, 'cookie'>) {
  const pairs = cookie.split('; ').filter(Boolean)
  const cookies = pairs.map(pair => {
    const [name = '', value = ''] = pair.split('=')
    return { name, value, url: origin }
  })
  await page.context().addCookies(cookies)
}

/** Comes in by the link of a mail, as a keeper does. */
export async function keepAs(page: Page, { site }: Journey, email: string): Promise<void> {
  await page.goto('/keep')
  await headed(page, 'Keep your listing right')
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send me my link' }).click()
  await headed(page, 'Check your e-mail')
  await page.goto(proofFor(site, email).path)
  await page.getByRole('button', { name: 'Go to my listings' }).click()
  await headed(page, 'Your listings')
}

/** Opens the mail of a decision on the page, once it says so. */
export async function mailSays(page: Page, decision: string, words: string): Promise<void> {
  const mail = page.locator('details').filter({ hasText: decision }).filter({ hasText: words })
  await mail.waitFor()
  if ((await mail.getAttribute('open')) === null) await mail.locator('summary').click()
  expect(await mail.locator('.mail-text').isVisible()).toBe(true)
}

/** Without scripts the mail comes to be read first. */
export async function readsFirst(page: Page, words: string): Promise<void> {
  await page.getByText('Nothing has gone yet.').waitFor()
  expect(await page.locator('details[open] .mail-text').textContent()).toContain(words)
}
