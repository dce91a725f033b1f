import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney } from '../support/browser.ts'
import { proofFor } from '../support/letters.ts'
import { signedIn } from '../support/people.ts'

const START = Date.parse('2026-06-03T11:00:00Z')
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString()

describe.skipIf(!hasBrowser)('somebody who looks after the site', () => {
  const journey = openJourney({ cast: {}, home: true, now: at(0) })

  /** Asks for a link, and types the code of the mail. */
  async function signIn(page: Page, email: string): Promise<void> {
    await page.goto('/sign-in?next=/account')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Check your e-mail')
    await page.getByLabel('Code from the mail').fill(proofFor(journey.site, email).code)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  async function signOut(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.getByText('You are signed out.').waitFor()
  }
  const codeFor = (secret: string, minutes: number) =>
    generateSync({ secret, epoch: (START + minutes * 60_000) / 1000 })

  it('begins as the first admin, adds an app and comes back with its codes, all without a script', async () => {
    const { site } = journey
    site.setNow(at(0))
    site.context.people.keepFirstLink('F'.repeat(43))
    const page = await journey.visit()
    await page.goto(`/sign-in/first?token=${'F'.repeat(43)}`)
    await page.getByLabel('Your name').fill('Ada Mill')
    await page.getByLabel('E-mail address').fill('ada@mill.example')
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.waitForURL('**/admin/**')
    await page.goto('/account')
    await page.getByRole('link', { name: 'Add a second factor' }).click()
    expect(await page.getByRole('button', { name: 'Add a passkey' }).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Add an app' }).click()
    const secret = ((await page.locator('.secret').textContent()) ?? '').replace(/\s/g, '')
    await page.getByLabel('Six digits').fill('000000')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.locator('.secret').textContent()).toContain(secret.slice(0, 4))
    await page.getByLabel('Six digits').fill(codeFor(secret, 0))
    await page.getByRole('button', { name: 'Add it' }).click()
    const codes = await page.locator('.codes code').allTextContents()
    expect(codes).toHaveLength(10)
    await page.goto('/account')
    await signOut(page)

    site.setNow(at(5))
    await signIn(page, 'ada@mill.example')
    await page.getByRole('heading', { name: 'One more thing to show that it is you' }).waitFor()
    await page.goto('/admin/people')
    expect(page.url()).toContain('/sign-in/second-factor?next=%2Fadmin%2Fpeople')
    await page.getByLabel('Code from your app').fill(codeFor(secret, 5))
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { name: 'People', level: 1 }).waitFor()
    await signOut(page)

    site.setNow(at(30))
    await signIn(page, 'ada@mill.example')
    await page.getByLabel('Code from your app').fill(codes[3]?.toLowerCase() ?? '')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('9 recovery codes left').waitFor()
  })

  it('adds a passkey and comes back with it', async () => {
    const { site } = journey
    site.setNow(at(0))
    signedIn(site, { role: 'editor', email: 'bo@quay.example', secondFactor: false })
    // The challenge is one thing more, and Chromium tells twice of what it has already.
    const page = await journey.visit({ javaScriptEnabled: true, most: 12 })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    })
    await signIn(page, 'bo@quay.example')
    await page.goto('/account/second-factor')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByRole('link', { name: 'I have kept them' }).click()
    await page.getByText('A passkey', { exact: true }).first().waitFor()
    await signOut(page)

    await signIn(page, 'bo@quay.example')
    await page.getByRole('button', { name: 'Use my passkey' }).click()
    await page.getByRole('heading', { name: 'Your account' }).waitFor()
    const used = site.db.prepare("select counter, used_at from factor where kind = 'passkey'").get()
    expect(used).toMatchObject({ used_at: at(0) })
  })
})
