import { beforeEach, describe, expect, it } from 'vitest'
import { sendPhoto } from '../support/albums.ts'
import { openDesk } from '../support/desk.ts'
import { formIn } from '../support/forms.ts'
import { formOn, keeperOf } from '../support/keeping.ts'
import { type Visitor, visitor } from '../support/people.ts'
import { jpeg } from '../support/photos.ts'
import type { Site } from '../support/site.ts'
import { ENOUGH, makeSender, proposalsOf } from '../support/submitting.ts'

let site: Site
let editor: Visitor
let path: string
beforeEach(async () => {
  ;({ site, editor } = await openDesk())
  path = `/initiatives/${site.context.reader.entered(1)?.slug}`
})

describe('what somebody writes while a listing becomes another', () => {
  const rename = async () => {
    const own = '/admin/initiatives/1/edit'
    await editor
      .post(own, { ...formIn((await editor.get(own)).text), name: 'Quite Another Name' })
      .expect(303)
  }
  const merge = () => editor.post('/admin/initiatives/1/merging', { into: '2' }).expect(303)

  it('is heard all the same when it was renamed: a report, a claim and a change', async () => {
    const form = formOn((await visitor(site).get(`${path}/edit`)).text)
    await rename()
    await visitor(site).post(`${path}/report`, { reason: 'wrong', note: 'The steps are broken.' }).expect(303)
    await visitor(site).post(`${path}/claim`, { email: 'ann@bank.example', note: 'I run it.' }).expect(303)
    await visitor(site)
      .post(`${path}/edit`, { ...form, bring: 'A bag', email: 'kit@bank.example' })
      .expect(303)
    const heard = proposalsOf(site).filter(({ status }) => status !== 'approved')
    expect(heard.map(({ asked, email }) => [asked.bring, email])).toEqual([
      [undefined, ''],
      [undefined, 'ann@bank.example'],
      ['A bag', 'kit@bank.example'],
    ])
    expect(heard[2]?.asked).toEqual({ bring: 'A bag' })
  })

  it('is heard when it was made one with another, but for changes to what it said', async () => {
    const form = formOn((await visitor(site).get(`${path}/edit`)).text)
    await merge()
    await visitor(site).post(`${path}/report`, { reason: 'wrong', note: 'The steps are broken.' }).expect(303)
    await visitor(site)
      .post(`${path}/edit`, { ...form, bring: 'A bag', email: 'kit@bank.example' })
      .expect(410)
    const kept = site.db.prepare("select initiative_id, note from proposal where kind <> 'merge'").all()
    expect(kept).toEqual([{ initiative_id: 2, note: 'The steps are broken.' }])
  })
})

describe('ten thousand signs', () => {
  it.each(['\u0995', '\u4f60', '\ud83d\udca1', '\u00e9', '%'])(
    'of %s are taken in every form of a listing',
    async sign => {
      const description = sign.repeat(9990 / sign.length)
      const [keeper, sender] = [keeperOf(site, 1), makeSender(site)]
      await keeper
        .post(`${path}/edit`, { ...formOn((await keeper.get(`${path}/edit`)).text), description })
        .expect(303)
      const own = '/admin/initiatives/2/edit'
      await editor.post(own, { ...formIn((await editor.get(own)).text), description }).expect(303)
      expect((await sender.fill('about', { ...ENOUGH.about, description })).status).toBe(303)
      expect(site.context.reader.entered(2)?.fields.description).toBe(description)
    },
  )
})

describe('what nobody ever sends', () => {
  it('cannot fill the disk: of projects ninety a day from one place, of photos a hundred', async () => {
    const { limits } = site.context
    const here = '127.0.0.1'
    const use = async (name: string, times: number, used: number) => {
      for (let n = 0; n < used; n++) await limits.take({ name, times, seconds: 86_400 }, here)
    }
    const sender = makeSender(site)
    await sender.fillAll()
    await use('draft-place-day', 90, 90)
    expect((await makeSender(site).fill('about')).status).toBe(429)
    await use('photo-place-day', 100, 99)
    const send = async (width: number) =>
      sendPhoto(site, sender.cookie(), '/submit/photos', await jpeg(width, 80))
    expect([(await send(100)).status, (await send(110)).status]).toEqual([303, 429])
  })
})
