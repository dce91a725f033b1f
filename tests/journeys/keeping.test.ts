import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney, PHONE } from '../support/browser.ts'
import { lettersTo, proofFor } from '../support/letters.ts'
import { signedIn, visitor } from '../support/people.ts'
import { headed, keepAs } from '../support/steps.ts'
import { town } from '../support/town.ts'

const { uniformBank, homeSwap, pausedSupper } = town.cast
const BANK = '/initiatives/old-town-uniform-bank'

describe.skipIf(!hasBrowser)('somebody who keeps a listing', () => {
  const journey = openJourney({ cast: { uniformBank, homeSwap, pausedSupper }, home: true })
  const keepersOf = (id: number) => journey.site.context.keepers.of(id).map(({ email }) => email)

  /** Somebody who decides sees what was asked, field by field. */
  async function seesInQueue(words: string[]): Promise<void> {
    const editor = signedIn(journey.site, { role: 'editor', email: 'ed@lights.example' })
    const latest = journey.site.db.prepare('select max(id) from proposal').pluck().get()
    const { text } = await visitor(journey.site, editor.cookie).get(`/admin/queue/${latest}`).expect(200)
    const said = text.replace(/<[^>]+>/g, '')
    for (const word of words) expect(said).toContain(word)
  }

  it.each([
    ['without a script, on a telephone', { javaScriptEnabled: false, ...PHONE }],
    ['with scripts, at a desk', { javaScriptEnabled: true }],
  ])('finds it by mail, says that all is correct, and sends a change: %s', async (_, options) => {
    const page = await journey.visit({ ...options, most: 9 })
    await keepAs(page, journey, 'ada@uniforms.example')
    await page.getByRole('button', { name: 'All correct' }).first().click()
    await page.getByText('Its light is bright again').waitFor()
    await page.getByRole('link', { name: 'Change it' }).first().click()
    await headed(page, 'Change Old Town Uniform Bank')
    const bring = `Two bags ${options.javaScriptEnabled}`
    await page.getByRole('heading', { name: 'Can people just turn up?' }).click()
    await page.getByLabel('What to bring').fill(bring)
    await page.getByRole('button', { name: 'Send it to the editors' }).click()
    await page.getByText('An editor looks at your changes').waitFor()
    await seesInQueue(['Two', String(options.javaScriptEnabled), 'clean uniform'])
  })

  it('pauses it, brings it back, finishes it, and brings it back again', async () => {
    const page = await journey.visit({ most: 9 })
    await keepAs(page, journey, 'ada@uniforms.example')
    const fold = () => page.locator('.kept-more > summary').first().click()
    await fold()
    await page.getByLabel('Pause until').fill('2020-01-01')
    await page.getByRole('button', { name: 'Pause it' }).click()
    await page.getByRole('alert').getByText('Choose a day that is still to come').waitFor()
    await page.getByLabel('Pause until').fill('2026-09-01')
    await page.getByRole('button', { name: 'Pause it' }).click()
    await page.getByText('It rests until 1 September 2026').waitFor()
    await page.getByRole('button', { name: 'It is back now' }).click()
    await fold()
    await page.getByRole('button', { name: 'We have finished' }).click()
    await page.getByRole('button', { name: 'Bring it back' }).click()
    await page.getByText('It is back, and its light is bright').waitFor()
  })

  it('hands it over to somebody who types the code of their own mail', async () => {
    const page = await journey.visit({ most: 9 })
    await keepAs(page, journey, 'cleo@babyswap.example')
    await page.locator('.kept-more > summary').first().click()
    await page.getByRole('link', { name: 'Hand it over' }).click()
    await page.getByLabel('Their e-mail address').fill('dov@babyswap.example')
    await page.getByRole('button', { name: 'Ask them' }).click()
    await page.getByText('We wrote to them').waitFor()
    const other = await journey.visit({ javaScriptEnabled: true, most: 12 })
    const { path, code } = proofFor(journey.site, 'dov@babyswap.example')
    await other.goto(path)
    await other.getByLabel('Code from the mail').fill(code)
    await other.getByRole('button', { name: 'Go to my listings' }).click()
    await other.getByText('You keep it now').waitFor()
    expect(keepersOf(2)).toEqual(['dov@babyswap.example'])
    await page.goto('/keep')
    await page.getByText('You keep no listing yet').waitFor()
  })
})

describe.skipIf(!hasBrowser)('somebody who finds a listing', () => {
  const journey = openJourney({ cast: { uniformBank, homeSwap }, home: true })

  it.each([false, true])('claims it with the address it shows; scripts: %s', async javaScriptEnabled => {
    const page = await journey.visit({ javaScriptEnabled, most: 9 })
    await page.goto(BANK)
    await page.getByRole('link', { name: 'Is this yours? Keep it right' }).click()
    await page.getByLabel('Your e-mail address').fill('hello@uniforms.example')
    await page.getByRole('button', { name: 'Send me a link' }).click()
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await page.goto(proofFor(journey.site, 'hello@uniforms.example').path)
    await page.getByRole('button', { name: 'Go to my listings' }).click()
    await page.getByText('You keep it now').waitFor()
    await page.getByRole('link', { name: 'Old Town Uniform Bank', exact: true }).waitFor()
  })

  it.each([false, true])('reports a problem and is answered; scripts: %s', async javaScriptEnabled => {
    const page = await journey.visit({ javaScriptEnabled, most: 9 })
    const email = `pat-${javaScriptEnabled}@reader.example`
    await page.goto(BANK)
    await page.getByRole('link', { name: 'Report a problem' }).click()
    await page.getByRole('button', { name: 'Send it' }).click()
    await page.getByRole('alert').getByText('Choose what the problem is').waitFor()
    await page.getByText('It has closed or moved away').click()
    await page.getByLabel('What should the editors know?').fill('A sign on the door says so.')
    await page.getByLabel('Your e-mail address').fill(email)
    await page.getByRole('button', { name: 'Send it' }).click()
    await page.getByText('We write to you when they have.').waitFor()

    const { deciding, proposals, people, clock } = journey.site.context
    const id = journey.site.db.prepare('select max(id) from proposal').pluck().get() as number
    const station = { role: 'editor', is_whole_patch: true, area_ids: [] } as const
    const editor = people.appoint('ed@lights.example', 'Ed', station, null, clock())
    const seen = {
      version: proposals.find(id)?.version ?? 0,
      revision: deciding.revisionOf({ initiative_id: 1 }),
    }
    const decided = deciding.approve({
      proposal_id: id,
      by: editor,
      seen,
      reason: '',
      reply: 'Thank you, it has.',
    })
    expect(decided.outcome).toBe('done')
    expect(lettersTo(journey.site, email).at(-1)?.body_text).toContain('> Thank you, it has.')
  })

  it('suggests a change, and confirms it by mail', async () => {
    const page = await journey.visit({ most: 9 })
    await page.goto(`${BANK}/edit`)
    await page.getByRole('heading', { name: 'How people reach you' }).click()
    await page.getByLabel('Telephone').fill('01632 960123')
    await page.getByLabel('Your e-mail address').fill('pat@reader.example')
    await page.getByRole('button', { name: 'Send it to the editors' }).click()
    await page.getByRole('heading', { name: 'Check your e-mail' }).waitFor()
    await page.goto(proofFor(journey.site, 'pat@reader.example').path)
    await page.getByRole('button', { name: 'Confirm my address' }).click()
    await page.getByText('The editors have it now').waitFor()
    const sent = journey.site.db.prepare("select status, asked from proposal where kind = 'edit'").get()
    expect(sent).toEqual({ status: 'waiting', asked: '{"phone":"01632 960123"}' })
  })
})
