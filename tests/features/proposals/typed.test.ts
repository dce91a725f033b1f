import { beforeEach, describe, expect, it } from 'vitest'
import { formIn } from '../../support/forms.ts'
import { textOf } from '../../support/page.ts'
import { signedIn } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { ENOUGH, makeSender, proposalsOf, type Sender } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

const { uniformBank } = town.cast

let site: Site
let noor: Sender
beforeEach(async () => {
  site = await openSite({ cast: { uniformBank } })
  noor = makeSender(site)
})

/** Everything that is kept of what is listed and asked. */
function rows() {
  const tables = ['initiative', 'initiative_private', 'initiative_point', 'revision']
  return tables.map(table => site.db.prepare(`select * from ${table}`).all())
}

const NO_POINTS: [lat: string, lon: string][] = [
  ['NaN', 'NaN'],
  ['Infinity', '-Infinity'],
  ['', '0.71'],
  ['1e300', '1e300'],
  ['51abc', '0.71'],
  ['0x33', '0x1'],
  ['0', '0'],
  ['-0.0', '0.0000'],
  ['48.8566', '2.3522'],
  ['51.5.1', '0,71'],
  ['٥١', '٠'],
  ['99999999999999999999', '0.71'],
]

describe('what is no point on the ground here', () => {
  it.each(NO_POINTS)(
    'is refused where a project is sent in, and nothing is kept: %s, %s',
    async (lat, lon) => {
      await noor.fill('about')
      for (const postcode of ['ZZ1 1AA', '']) {
        const before = JSON.stringify(proposalsOf(site))
        const answer = await noor.fill('where', { ...ENOUGH.where, postcode, lat, lon })
        expect(answer.status).toBe(422)
        expect(answer.text).toMatch(/<a href="#(?:lat|lon|postcode)">/)
        expect(formIn(answer.text)).toMatchObject({ lat, lon, postcode })
        expect(JSON.stringify(proposalsOf(site))).toBe(before)
      }
    },
  )

  it.each(NO_POINTS)(
    'is refused in the editors’ own form, new and old, and no row changes: %s, %s',
    async (lat, lon) => {
      const ada = signedIn(site, { role: 'editor' })
      const before = rows()
      for (const path of ['/admin/initiatives/new', '/admin/initiatives/1/edit']) {
        const form = formIn((await ada.get(path)).text)
        const said = { name: 'A new one', summary: 'Here.', categories: 'repair-cafe', postcode: 'ZZ1 1AA' }
        const answer = await ada.post(path, { ...form, ...said, lat, lon })
        expect(answer.status, path).toBe(422)
        expect(answer.text).toMatch(/<a href="#(?:lat|lon)">/)
        expect(formIn(answer.text)).toMatchObject({ lat, lon })
        expect(rows()).toEqual(before)
      }
    },
  )
})

// Right-to-left marks and overrides, isolates, spaces without width, fillers that look like nothing.
const UNSEEN = [
  ...'\u200b\u200e\u200f\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069\ufeff\u00ad\u2060\u061c\u0000\u0008\u001b\u0085',
]
const NOTHING = [
  '\u200b',
  '\ufeff\u200d',
  '\u202e\u202c',
  '\u00ad',
  '\u3164',
  '\u2800',
  '\u115f\u1160',
  '\uffa0',
  '\u034f',
  '\u{e0020}',
  '\ufe0f',
]

describe('letters that nobody sees', () => {
  it.each(NOTHING)('are no name where a project is sent in, nor in the editors’ own form: %j', async name => {
    const answer = await noor.fill('about', { ...ENOUGH.about, name })
    expect(answer.status).toBe(422)
    expect(textOf(answer.text)).toContain('Enter the name people know it by')
    expect(proposalsOf(site)).toEqual([])
    const ada = signedIn(site, { role: 'editor' })
    const form = formIn((await ada.get('/admin/initiatives/1/edit')).text)
    const before = rows()
    expect((await ada.post('/admin/initiatives/1/edit', { ...form, name })).status).toBe(422)
    expect(rows()).toEqual(before)
  })

  it('go nowhere: what is kept, shown and sent on has none', async () => {
    const hidden = (text: string) =>
      [...text].map((letter, at) => UNSEEN[at % UNSEEN.length] + letter).join('')
    await noor.fillAll({
      about: {
        ...ENOUGH.about,
        name: hidden('Tool Library'),
        summary: hidden('Borrow a drill of any sort.'),
      },
      where: { ...ENOUGH.where, venue: hidden('The Shed'), street: hidden('Quay Lane') },
      when: {
        'sessions-1-days': '2',
        'sessions-1-opens': '10am',
        'sessions-1-closes': 'noon',
        'sessions-1-note': hidden('in term time'),
      },
      contact: { 'needs-1-kind': 'people', 'needs-1-title': hidden('Two pairs of hands') },
      you: { sender_name: hidden('Noor'), organisation_name: hidden('Makers') },
    })
    const { text } = await noor.get('/submit/check')
    await noor.post('/submit/check')
    const [kept] = proposalsOf(site)
    expect(kept?.asked).toMatchObject({
      ...{ name: 'Tool Library', summary: 'Borrow a drill of any sort.', venue: 'The Shed' },
      sessions: [{ note: 'in term time' }],
      needs: [{ title: 'Two pairs of hands' }],
    })
    const all = JSON.stringify([kept?.asked, site.db.prepare('select sender_name from draft').all()])
    for (const letter of UNSEEN) {
      expect(
        all.includes(letter) || all.includes(JSON.stringify(letter).slice(1, -1)),
        JSON.stringify(letter),
      ).toBe(false)
      expect(text.includes(letter), JSON.stringify(letter)).toBe(false)
    }
  })

  it('stay where a language needs them: Persian and joined pictures are as they were typed', async () => {
    const name = 'کتاب‌خانه 👩‍🌾'
    await noor.fill('about', { ...ENOUGH.about, name })
    expect(proposalsOf(site)[0]?.asked.name).toBe(name)
  })
})
