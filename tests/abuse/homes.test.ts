import { beforeEach, describe, expect, it } from 'vitest'
import { home } from '../support/home.ts'
import { formOn, keeperOf } from '../support/keeping.ts'
import { signedIn, visitor } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { proposalsOf, type Typed } from '../support/submitting.ts'

const EDIT = '/initiatives/the-mending-table/edit'
const GUESSES: [name: string, right: string, wrong: string][] = [
  ['venue', 'Attic of the Lampmaker', 'Cellar of the Baker'],
  ['street', '93 Quillfeather Street', '94 Quillfeather Street'],
  ['postcode', 'ZZ1 1AE', 'ZZ1 1AD'],
]

describe('somebody who guesses where a hidden home is', () => {
  let site: Site
  beforeEach(async () => {
    site = await openSite({ cast: { home } })
  })

  it.each(GUESSES)(
    'by proposing a change of its %s is answered alike, right or wrong',
    async (name, right, wrong) => {
      const opened = formOn((await visitor(site).get(EDIT)).text)
      const guess = async (said: string) => {
        const typed = { ...opened, [name]: said, email: 'guess@evil.example' }
        const { status, headers, text } = await visitor(site).post(EDIT, typed)
        return { status, location: headers.location, text: text.replaceAll(said, '') }
      }
      expect(await guess(right)).toEqual(await guess(wrong))
    },
  )

  it('finds no more of it among what they sent themselves', async () => {
    const mallory = signedIn(site, { role: 'organiser', email: 'mallory@evil.example' })
    const opened = formOn((await mallory.get(EDIT)).text)
    for (const [name, right, wrong] of GUESSES) {
      const pages: string[] = []
      for (const said of [right, wrong]) {
        const typed: Typed = { ...opened, [name]: said, bring: 'A bag' }
        delete typed.email
        await mallory.post(EDIT, typed).expect(303)
        const sent = proposalsOf(site).at(-1)
        const { text } = await mallory.get(`/proposals/${sent?.uuid}`).expect(200)
        pages.push(text.replaceAll(said, '').replace(/[\da-f-]{36}|[\dA-F]{4}-[\dA-F]{4}/g, ''))
      }
      expect(pages[0], name).toBe(pages[1])
    }
  })

  it('who keeps it still changes nothing by sending what it says', async () => {
    const keeper = keeperOf(site, 1)
    const opened = formOn((await keeper.get(EDIT)).text)
    await keeper.post(EDIT, opened).expect(422)
  })
})
