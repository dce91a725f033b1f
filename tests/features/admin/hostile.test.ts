import { beforeAll, describe, expect, it } from 'vitest'
import { formIn, type Sent } from '../../support/forms.ts'
import { hostileTexts } from '../../support/hostile.ts'
import { strangersIn } from '../../support/markup.ts'
import { signedIn, type Visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

// Every fourth of them in each form; all of them between the forms.
const some = (from: number) => hostileTexts.filter((_, at) => at % 4 === from % 4)

let site: Site
let ada: Visitor
let forms: [name: string, path: string, fixed: Sent][]
beforeAll(async () => {
  site = await openSite()
  ada = signedIn(site, { role: 'admin', email: 'ada@mill.example' })
  const first = (table: string) => site.db.prepare(`select min(id) from ${table}`).pluck().get()
  forms = [
    ['settings', '/admin/settings', { contact: '', trust_after: '' }],
    ['an area', `/admin/areas/${site.context.areas.byPath('saltmere/old-town')?.id}`, { position: '1' }],
    ['a kind', `/admin/categories/${first('category')}`, { position: '1', icon: 'leaf' }],
    ['a crossing', `/admin/crossings/${first('crossing')}`, { mode: 'foot', open: 'yes' }],
    ['a listing', `/admin/initiatives/${first('initiative')}/edit`, {}],
  ]
})

/** A form with a text in every box but those named in `fixed`. */
function filled(form: Sent, text: string, fixed: Sent): Sent {
  const kept = new Set(['seen', 'revision', 'where_kind', 'precision', 'a_lat', 'a_lon', 'b_lat', 'b_lon'])
  return Object.fromEntries(
    Object.entries({ ...form, ...fixed }).map(([name, value]) => [
      name,
      name in fixed || kept.has(name) ? value : text,
    ]),
  )
}

describe('whatever an admin types, or somebody in their name', () => {
  it.each([0, 1, 2, 3, 4])(
    'stays words on the form it came from and wherever it shows: form %s',
    async at => {
      const [name, path, fixed] = forms[at] as (typeof forms)[number]
      for (const text of some(at)) {
        const answer = await ada.post(path, filled(formIn((await ada.get(path)).text), text, fixed))
        expect([303, 422], `${name}: ${text}`).toContain(answer.status)
        if (answer.status === 422) expect(strangersIn(answer.text), `${name}: ${text}`).toEqual([])
        expect(strangersIn((await ada.get(path).expect(200)).text), `${name}: ${text}`).toEqual([])
      }
      for (const page of [
        '/admin/areas',
        '/admin/categories',
        '/admin/crossings',
        '/categories',
        '/areas/saltmere',
      ])
        expect(strangersIn(withoutPictures((await ada.get(page).expect(200)).text)), page).toEqual([])
      for (const page of [
        '/',
        '/about',
        '/areas/saltmere/old-town',
        '/embed/map',
        '/initiatives?near=ZZ1+1AA',
      ])
        expect((await site.get(page)).text, page).not.toMatch(
          /<script(?! type="module" src="\/assets)|<iframe|<img|\son\w+="/i,
        )
    },
  )

  it('each box alone is either taken or said to be wrong, never more', async () => {
    for (const [at, [name, path, fixed]] of forms.entries()) {
      const form = formIn((await ada.get(path)).text)
      for (const [place, box] of Object.keys(form).entries()) {
        const text = hostileTexts[(at * 31 + place * 7) % hostileTexts.length] as string
        const answer = await ada.post(path, { ...form, ...fixed, [box]: [text, text] })
        expect([303, 422], `${name}, ${box}: ${text}`).toContain(answer.status)
      }
      await ada
        .post(path, { ...form, stranger: 'x' })
        .expect(({ status }) => expect([303, 400, 422]).toContain(status))
    }
  })

  it('synonyms stay words, and searching goes on', async () => {
    for (const text of hostileTexts) {
      const answer = await ada.post('/admin/synonyms', { phrase: text, means: `${text.slice(0, 20)} bank` })
      expect([303, 422], text).toContain(answer.status)
    }
    const { text } = await ada.get('/admin/synonyms').expect(200)
    expect(strangersIn(text)).toEqual([])
    for (const asked of hostileTexts.slice(0, 40))
      await site.get(`/initiatives?q=${encodeURIComponent(asked)}`).expect(200)
  })
})

function withoutPictures(html: string): string {
  return html.replace(/<svg[\s\S]*?<\/svg>/g, '')
}
