import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney } from '../support/browser.ts'
import { deskOf } from '../support/desk.ts'
import { comeAs, mailSays, readsFirst } from '../support/steps.ts'
import { town } from '../support/town.ts'

const { uniformBank, homeSwap } = town.cast

describe.skipIf(!hasBrowser)('an editor with a morning’s worth of post', () => {
  const journey = openJourney({ cast: { uniformBank, homeSwap }, home: true })

  /** Without scripts the mail comes to be read first, with the button that sends it under the finger. */
  async function pressAgain(page: Page, words: string): Promise<void> {
    await readsFirst(page, words)
    await page.keyboard.press('Enter')
    await page.waitForURL(/done=/)
  }
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
  const said = () => journey.site.context.reader.entered(1)?.fields
  const statusOf = (id: number) => journey.site.context.proposals.find(id)?.status

  it.each([false, true])(
    'approves some of a change, undoes it, asks, rejects and comes to an empty desk; scripts: %s',
    async javaScriptEnabled => {
      const { ask, editorCalled } = deskOf(journey.site)
      const before = said()
      const bring = `A bag ${javaScriptEnabled}`
      const edit = ask({ asked: { bring, audience: 'Everybody' }, base: { bring: before?.bring ?? '' } })
      const claim = ask({ kind: 'claim', note: 'It is mine', initiative_id: 2 })
      const report = ask({
        kind: 'report',
        report_reason: 'wrong',
        note: 'The door is red',
        initiative_id: 2,
      })
      const page = await journey.visit({ javaScriptEnabled, most: 10 })
      await comeAs(page, journey, editorCalled('Ed Quay'))
      await page.goto('/admin/queue')
      await page.getByRole('link', { name: /Open the first/ }).click()
      expect(await heading(page)).toBe(homeSwap.name)
      await page.getByLabel('Reason, kept in the record').selectOption('wrong')
      await page.getByLabel('Reply to the sender').fill('It has always been blue.')
      if (javaScriptEnabled) await mailSays(page, 'If you reject', 'It has always been blue.')
      await page.getByRole('button', { name: 'Reject', exact: true }).click()
      if (!javaScriptEnabled) await pressAgain(page, 'It has always been blue.')
      expect(statusOf(report.id)).toBe('rejected')

      expect(await heading(page)).toBe(uniformBank.name)
      await page.getByLabel('Take it: Who it is for').uncheck()
      await page.getByLabel('Start the reply from').selectOption('live')
      await page.getByRole('button', { name: 'Use it' }).click()
      expect(await page.getByLabel('Reply to the sender').inputValue()).toContain('live now')
      expect(await page.getByLabel('Take it: Who it is for').isChecked()).toBe(false)
      await mailSays(page, 'If you approve', 'Left as it was: Who it is for')
      await page.getByRole('button', { name: /Approve 1 change/ }).click()
      expect(said()).toMatchObject({ bring, audience: before?.audience })
      await page.getByRole('button', { name: 'Undo' }).click()
      expect(said()?.bring).toBe(before?.bring)
      expect(await heading(page)).toBe(uniformBank.name)
      await page.getByRole('button', { name: /Approve 2 changes/ }).click()
      expect(statusOf(edit.id)).toBe('approved')

      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByRole('alert').getByRole('link', { name: 'Write what you want to know' }).click()
      await page.getByLabel('Reply to the sender').fill('How are you part of it?')
      if (javaScriptEnabled) await mailSays(page, 'If you ask', 'How are you part of it?')
      await page.getByRole('button', { name: 'Ask' }).click()
      if (!javaScriptEnabled) await pressAgain(page, 'How are you part of it?')
      expect(statusOf(claim.id)).toBe('asked')
      expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toContain('Nothing')
      const reset = { person_id: null, made_as: 'system', why: '' } as const
      journey.site.context.saver.save(before, { id: 1, made: reset })
      journey.site.context.proposals.change(claim.id, { status: 'withdrawn' })
    },
    60_000,
  )

  it('does all of it with the keyboard alone, and with single letters only after switching them on', async () => {
    const { ask, editorCalled } = deskOf(journey.site)
    const [one, two] = [ask({ asked: { bring: 'This' } }), ask({ asked: { bring: 'That' } })]
    const page = await journey.visit({ javaScriptEnabled: true, most: 10 })
    await comeAs(page, journey, editorCalled('Ed Quay'))
    await page.goto(`/admin/queue/${one.id}`)
    await page.keyboard.press('j')
    expect(page.url()).toContain(`/admin/queue/${one.id}`)
    await page.getByRole('button', { name: 'Switch keyboard shortcuts on' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Reply to the sender').focus()
    await page.keyboard.type('jar?')
    expect(await page.getByLabel('Reply to the sender').inputValue()).toBe('jar?')
    await page.getByRole('button', { name: 'Let go' }).focus()
    await page.keyboard.press('j')
    await page.waitForURL(`**/admin/queue/${two.id}`)
    await page.keyboard.press('k')
    await page.waitForURL(`**/admin/queue/${one.id}`)
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/admin/queue/${two.id}?done=${one.id}`)
    expect(statusOf(one.id)).toBe('approved')
    await page.getByLabel('Reason, kept in the record').focus()
    await page.keyboard.type('Spam')
    await page.getByRole('button', { name: 'Reject', exact: true }).focus()
    await page.keyboard.press('Space')
    await page.waitForURL('**/admin/queue?done=*')
    expect(statusOf(two.id)).toBe('rejected')
  }, 60_000)
})
