// Every page of sending a project in, at the moment somebody sees it, for tests that visit each.
import { makeToken } from '../../src/features/people/secrets.rules.ts'
import type { DeskPage } from './desk-pages.ts'
import { lettersTo } from './letters.ts'
import type { Site } from './site.ts'
import { ENOUGH, makeSender, proposalsOf } from './submitting.ts'

/** Somebody who has filled in all of it, one who has not, one who found theirs listed, and one who has sent it. */
export async function openSubmittingPages(site: Site): Promise<DeskPage[]> {
  const [ready, left, twin, unconfirmed, sent] = ['a', 'b', 'c', 'd', 'e'].map(name => ({
    email: `${name}@senders.example`,
    browser: makeSender(site),
  })) as [Sender, Sender, Sender, Sender, Sender]
  await ready.browser.fillAll(
    said(ready.email, { 'sessions-1-days': '6', 'sessions-1-opens': '10am', 'sessions-1-closes': 'noon' }),
  )
  await left.browser.fill('about')
  await left.browser.fill('where', { where_kind: 'address', postcode: 'ZZ', later: 'yes' })
  await left.browser.post('/submit/later', { email: left.email })
  const same = { name: 'Old Town Uniform Bank', summary: 'Blazers.', categories: 'uniform-bank' }
  await twin.browser.fillAll({ ...said(twin.email), about: same })
  await unconfirmed.browser.send(said(unconfirmed.email))
  await sent.browser.send(said(sent.email))
  await sent.browser.confirm(sent.email)
  const link = /\/submit\/resume\/[\w-]{43}/.exec(lettersTo(site, left.email)[0]?.body_text ?? '')?.[0] ?? ''
  const uuid = proposalsOf(site).find(({ email }) => email === sent.email)?.uuid
  const pageFor =
    ({ browser }: Sender) =>
    (name: string, path: string, status = 200): DeskPage => ({ name, path, status, cookie: browser.cookie() })
  const [readys, lefts, twins] = [pageFor(ready), pageFor(left), pageFor(twin)]
  const unconfirmeds = pageFor(unconfirmed)
  return [
    { name: 'the first step of a project', path: '/submit/about', status: 200, cookie: '' },
    { name: 'a first step that was lost', path: '/submit/about?why=lost', status: 200, cookie: '' },
    ...Object.keys(ENOUGH).map(step => readys(`the step ${step} of a project`, `/submit/${step}`)),
    readys('a step that is changed', '/submit/where?back=check'),
    readys('all answers of a project', '/submit/check'),
    readys('a project that was begun', '/submit'),
    lefts('a step that was left', '/submit/where'),
    lefts('finishing later', '/submit/later'),
    lefts('what is said about finishing later', '/submit/later?sent=yes'),
    lefts('a link to go on with', link),
    lefts('a link to go on with that is gone', `/submit/resume/${makeToken()}`, 410),
    twins('what may be listed already', '/submit/likely'),
    unconfirmeds('an address to confirm', '/submit/confirm'),
    unconfirmeds('an address to correct', '/submit/address'),
    { name: 'nothing to confirm', path: '/submit/confirm', status: 200, cookie: '' },
    pageFor(sent)('what somebody sent', `/proposals/${uuid}`),
  ]
}

interface Sender {
  email: string
  browser: ReturnType<typeof makeSender>
}

function said(email: string, when = {}) {
  return { you: { ...ENOUGH.you, email }, when }
}
