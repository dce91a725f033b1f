import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, type Journey, openJourney } from '../support/browser.ts'
import { deskOf } from '../support/desk.ts'
import { lettersTo, proofFor } from '../support/letters.ts'
import { comeAs, headed, keepAs, mailSays, readsFirst } from '../support/steps.ts'
import { town } from '../support/town.ts'

const { uniformBank, homeSwap, hillcrestBeans } = town.cast
const SCRIPTS = [false, true]
const MINUTE = 60_000
const NARROW = { viewport: { width: 390, height: 800 } }

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click()
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click()
const bodyOf = async (page: Page, path: string) => (await page.request.get(path)).text()

/** Opens a page as it is now: a browser may keep one for a minute. */
async function look(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.reload()
}

/** What a field said before, and would say. */
async function expectDiff(page: Page, label: string, gone: string, come: string): Promise<void> {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label }) })
  expect(await row.locator('del').allTextContents()).toEqual([`removed: ${gone}`])
  expect(await row.locator('ins').allTextContents()).toEqual([`added: ${come}`])
}

function pass({ site }: Journey, minutes: number): void {
  site.setNow(new Date(site.context.clock().getTime() + minutes * MINUTE).toISOString())
}

/** All that is due goes. */
function post({ site: { context } }: Journey): string[] {
  const went: string[] = []
  for (let mail = context.outbox.lease(); mail; mail = context.outbox.lease()) {
    context.outbox.handOver(mail)
    context.outbox.sent(mail, '250 Thank you')
    went.push(`${mail.kind} to ${mail.recipient}`)
  }
  return went
}

describe.skipIf(!hasBrowser)('one project, from a bus stop to the map and on', () => {
  const journey = openJourney({ cast: { hillcrestBeans }, home: true })

  async function sendsItIn(
    page: Page,
    { name, postcode, email }: Record<'name' | 'postcode' | 'email', string>,
  ): Promise<void> {
    await page.goto('/submit')
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('In one line').fill('Borrow a drill.')
    await page.getByLabel('What kind of thing is it?').selectOption({ label: 'Repair café' })
    pass(journey, 1)
    await press(page, 'Continue')
    await headed(page, 'Where does it happen?')
    await page.getByLabel('Postcode').fill(postcode)
    const home = page.getByRole('group', { name: 'Is this somebody’s home?' })
    await home.getByText('No', { exact: true }).click()
    await page.getByText('The exact place').click()
    for (const next of ['When does it happen?', 'Can people just turn up?']) {
      await press(page, 'Continue')
      await headed(page, next)
    }
    for (let step = 0; step < 2; step++) await press(page, 'Continue')
    await headed(page, 'Who are you?')
    await page.getByLabel('Your e-mail address').fill(email)
    await press(page, 'Continue')
    await follow(page, 'Continue to check your answers')
    await headed(page, 'Check your answers')
    await page.getByText('Borrow a drill.').waitFor()
    await press(page, 'Send for checking')
    await headed(page, 'Confirm your address')
    await page.goto(proofFor(journey.site, email).path)
    await press(page, 'Confirm my address')
    await page.getByText('It is with the editors').waitFor()
  }

  async function approvesIt(page: Page, name: string): Promise<void> {
    await page.goto('/admin/queue')
    await follow(page, `Open the first: ${name}`)
    await headed(page, name)
    await page.locator('details[open] .mail-text').getByText('/initiatives/').waitFor()
    await press(page, 'Approve and list it')
    await page.getByText(`Approved: new, ${name}.`).waitFor()
  }

  /** How many lights the map shows, and how many of them by this name. */
  async function lightsOn(page: Page, name: string): Promise<[all: number, called: number]> {
    await look(page, '/map?bbox=0.96,51.41,1.14,51.49')
    const all = Number.parseInt((await page.locator('.page-count').textContent()) ?? '', 10)
    return [all, await page.locator('.map-figure title').filter({ hasText: name }).count()]
  }

  async function isInEveryFormat(page: Page, name: string, slug: string): Promise<void> {
    await page.goto('/initiatives')
    await follow(page, name)
    await headed(page, name)
    for (const path of [
      '/map.svg?w=1200&h=900',
      '/initiatives.geojson',
      '/initiatives.csv',
      '/initiatives.atom',
    ])
      expect(await bodyOf(page, path), path).toContain(name)
    expect(await bodyOf(page, '/initiatives.atom')).toContain(`${journey.origin}/initiatives/${slug}`)
  }

  async function asksForTwoChanges(page: Page, name: string): Promise<void> {
    await follow(page, 'Change it')
    await headed(page, `Change ${name}`)
    await page.getByRole('heading', { name: 'What it is' }).click()
    await page.getByLabel('In one line').fill('Borrow a drill or a ladder.')
    await page.getByRole('heading', { name: 'Can people just turn up?' }).click()
    await page.getByLabel('What to bring').fill('Something with your name on it')
    await press(page, 'Send it to the editors')
    await page.getByText('An editor looks at your changes').waitFor()
  }

  async function takesOne(page: Page, name: string, hasScripts: boolean): Promise<void> {
    await page.goto('/admin/queue')
    await follow(page, `Open the first: ${name}`)
    await expectDiff(page, 'In one line', 'drill.', 'drill or a ladder.')
    await page.getByLabel('Take it: What to bring').uncheck()
    if (hasScripts) await mailSays(page, 'If you approve', 'Left as it was: What to bring')
    await press(page, /Approve [12] change/)
    if (!hasScripts) {
      await readsFirst(page, 'Left as it was: What to bring')
      await press(page, 'Approve 1 change')
    }
    await page.getByText(`Approved: changed, ${name}.`).waitFor()
  }

  async function bringsBackTheFirst(page: Page, name: string, id: number): Promise<void> {
    await page.goto(`/admin/initiatives/${id}`)
    await follow(page, 'All it ever said')
    await headed(page, `Revisions of ${name}`)
    await press(page, 'Compare them')
    await headed(page, `Revisions 1 and 2 of ${name}`)
    await expectDiff(page, 'In one line', 'drill.', 'drill or a ladder.')
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['In one line'])
    await follow(page, 'All revisions')
    await press(page, /^Bring it back.*revision 1$/)
    await page.getByText('Brought back revision 1').waitFor()
  }

  it.each([
    [false, 'Tideway Tool Library', 'ZZ1 1AA'],
    [true, 'Marsh Lane Menders', 'ZZ2 2AA'],
  ])(
    'is sent, confirmed, listed everywhere, changed in part, and brought back; scripts: %s',
    async (javaScriptEnabled, name, postcode) => {
      const email = `noor-${javaScriptEnabled}@tools.example`
      const { editorCalled } = deskOf(journey.site)
      const listed = () => journey.site.context.reader.bySlug(name.toLowerCase().replaceAll(' ', '-'))
      const sender = await journey.visit({ javaScriptEnabled, ...NARROW, most: 14 })
      const editor = await journey.visit({ javaScriptEnabled, most: 12 })
      await comeAs(editor, journey, editorCalled('Ed Quay'))
      const [before] = await lightsOn(sender, name)
      await sendsItIn(sender, { name, postcode, email })
      expect(listed()).toBeUndefined()
      await approvesIt(editor, name)
      const { id = 0, slug = '' } = listed() ?? {}
      const said = () => JSON.stringify(journey.site.context.reader.entered(id)?.fields)
      const first = said()
      expect(post(journey)).not.toContain(`decision to ${email}`)
      pass(journey, 10)
      expect(post(journey)).toContain(`decision to ${email}`)
      expect(await lightsOn(sender, name)).toEqual([before + 1, 1])
      await isInEveryFormat(sender, name, slug)

      await sender.context().clearCookies()
      await keepAs(sender, journey, email)
      await asksForTwoChanges(sender, name)
      await takesOne(editor, name, javaScriptEnabled)
      await look(sender, `/initiatives/${slug}`)
      await sender.getByText('Borrow a drill or a ladder.').first().waitFor()
      expect(await sender.getByText('Something with your name').count()).toBe(0)

      await bringsBackTheFirst(editor, name, id)
      expect(said()).toBe(first)
      await look(sender, `/initiatives/${slug}`)
      await sender.getByText('Borrow a drill.', { exact: true }).first().waitFor()
    },
    60_000,
  )
})

describe.skipIf(!hasBrowser)('two listings of one thing', () => {
  const journey = openJourney({ cast: { uniformBank, homeSwap }, home: true })

  it.each(SCRIPTS)(
    'are reported by somebody who names both, made one, and two again: the old address leads on meanwhile; scripts: %s',
    async javaScriptEnabled => {
      const { editorCalled } = deskOf(journey.site)
      const email = `pat-${javaScriptEnabled}@reader.example`
      const reader = await journey.visit({ javaScriptEnabled, most: 9 })
      const editor = await journey.visit({ javaScriptEnabled, most: 12 })
      await comeAs(editor, journey, editorCalled('Ed Quay'))
      await reader.goto('/initiatives/marjoram-baby-swap')
      await follow(reader, 'Report a problem')
      await reader.getByText('It is listed twice').click()
      await reader.getByLabel('Your e-mail address').fill(email)
      await press(reader, 'Send it')
      await headed(reader, 'Which other listing is it?')
      await reader.getByText('Another, named below').click()
      await reader.getByLabel(/^Another: its address/).fill('uniform')
      await press(reader, 'Send it')
      await reader.getByRole('link', { name: 'Choose whether it is this one' }).waitFor()
      await reader.locator('label').getByText(uniformBank.name, { exact: true }).click()
      await press(reader, 'Send it')
      await reader.getByText('We write to you when they have.').waitFor()

      await editor.goto('/admin/queue')
      await editor.getByText(`The same as ${uniformBank.name}?`).waitFor()
      await follow(editor, `Open the first: ${homeSwap.name}`)
      const stays = editor.getByRole('group', { name: 'Which of them stays?' })
      await stays.getByText(uniformBank.name, { exact: true }).click()
      const names = `Goes, and leads there: ${homeSwap.name}`
      if (javaScriptEnabled) await mailSays(editor, 'If you approve', names)
      await press(editor, 'Make them one')
      if (editor.url().endsWith('/approval')) {
        await readsFirst(editor, names)
        await press(editor, 'Make them one')
      }
      await editor.getByText(`Made one: ${homeSwap.name} leads to ${uniformBank.name} now.`).waitFor()
      expect(lettersTo(journey.site, email).map(({ subject }) => subject)).toEqual([
        'Thank you: what was listed twice is one now',
      ])

      await look(reader, '/initiatives/marjoram-baby-swap')
      await headed(reader, uniformBank.name)
      expect(new URL(reader.url()).pathname).toBe('/initiatives/old-town-uniform-bank')
      for (const path of ['/initiatives.geojson', '/initiatives.csv', '/initiatives.atom'])
        expect(await bodyOf(reader, path), path).not.toContain(homeSwap.name)

      await press(editor, 'Undo')
      await headed(editor, homeSwap.name)
      expect(lettersTo(journey.site, email)).toEqual([])
      await look(reader, '/initiatives/marjoram-baby-swap')
      await headed(reader, homeSwap.name)
      await look(reader, '/initiatives/old-town-uniform-bank')
      await headed(reader, uniformBank.name)

      await press(editor, /^Not this one/)
      await editor.getByText('It is listed twice').first().waitFor()
      await press(editor, 'Leave it as it is')
      await editor.getByText(`Approved: reported, ${homeSwap.name}.`).waitFor()
    },
    60_000,
  )
})

describe.skipIf(!hasBrowser)('two editors with one item', () => {
  const journey = openJourney({ cast: { uniformBank, homeSwap }, home: true })

  it.each(SCRIPTS)(
    'see whose it is, and press at once: one decision, one mail, and the other’s words are kept; scripts: %s',
    async javaScriptEnabled => {
      const { ask, editorCalled } = deskOf(journey.site)
      const email = `sam-${javaScriptEnabled}@bank.example`
      const { id } = ask({ asked: { bring: `A bag ${javaScriptEnabled}` }, email })
      const visits = { javaScriptEnabled, most: 12 }
      const [ed, flo] = [await journey.visit(visits), await journey.visit(visits)]
      const people = { ed: editorCalled('Ed Quay'), flo: editorCalled('Flo Reed') }
      await comeAs(ed, journey, people.ed)
      await comeAs(flo, journey, people.flo)
      await ed.goto(`/admin/queue/${id}`)
      await ed.getByText('Yours until').waitFor()
      await flo.goto('/admin/queue')
      await flo.locator('.queue-row').getByText('Open elsewhere').waitFor()
      await flo.goto(`/admin/queue/${id}`)
      await flo.getByText(/Ed Quay has it open until \d+\.\d\d[ap]m/).waitFor()
      expect(await flo.getByRole('button', { name: 'Reject' }).count()).toBe(0)

      // A quarter of an hour, and nobody has it: both have the form open now.
      pass(journey, 16)
      await flo.reload()
      await flo.getByText('Yours until').waitFor()
      pass(journey, 16)
      await ed.getByLabel('Reply to the sender').fill('Thank you from Ed.')
      await flo.getByLabel('Reason, kept in the record').selectOption('wrong')
      await flo.getByLabel('Reply to the sender').fill('No, says Flo.')
      if (javaScriptEnabled) {
        await mailSays(ed, 'If you approve', 'Thank you from Ed.')
        await mailSays(flo, 'If you reject', 'No, says Flo.')
      } else {
        await press(ed, 'Approve 1 change')
        await readsFirst(ed, 'Thank you from Ed.')
        await press(flo, 'Reject')
        await readsFirst(flo, 'No, says Flo.')
      }
      await Promise.all([press(ed, 'Approve 1 change'), press(flo, 'Reject')])
      const found = () => journey.site.context.proposals.find(id)
      await expect.poll(() => found()?.status).not.toBe('waiting')
      const decided = found()
      const isEds = decided?.decided_by === people.ed.person.id
      const [winner, loser] = isEds ? [ed, flo] : [flo, ed]
      const [name, status] = isEds ? ['Ed Quay', 'approved'] : ['Flo Reed', 'rejected']
      expect(decided?.status).toBe(status)
      await winner.waitForURL(`**/admin/queue?done=${id}`)
      await loser.getByText(`${name} decided on it before you: ${status}.`).waitFor()
      const written = isEds ? 'No, says Flo.' : 'Thank you from Ed.'
      await loser.getByText('What you had written').waitFor()
      await loser.locator('.item-note').getByText(written).waitFor()
      expect(lettersTo(journey.site, email).map(({ kind }) => kind)).toEqual(['decision'])
    },
    60_000,
  )
})
