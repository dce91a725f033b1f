import supertest from 'supertest'
import { describe, expect, it } from 'vitest'
import { FAULTS, type Fault } from '../../../src/features/photos/fields.ts'
import { getPhoto, photosIn, type Sending, sendPhoto } from '../../support/albums.ts'
import { visitor } from '../../support/people.ts'
import * as files from '../../support/photos.ts'
import { openSite } from '../../support/site.ts'
import { makeSender } from '../../support/submitting.ts'

const PAGE = '/submit/photos'

/** Somebody who has answered everything and may add photos. */
async function openAlbum() {
  const site = await openSite({ cast: {} })
  const sender = makeSender(site)
  await sender.fillAll()
  const send = (file: Buffer | undefined, more: Sending = {}) =>
    sendPhoto(site, sender.cookie(), PAGE, file, more)
  const shown = async () => photosIn((await sender.get(PAGE)).text)
  const asked = () =>
    JSON.parse(site.db.prepare('select asked from proposal').pluck().get() as string).photos ?? []
  const kept = () => site.db.prepare('select count(*) from photo').pluck().get() as number
  return { site, sender, send, shown, asked, kept }
}

describe('photos of a new project', () => {
  it('are sent one by one with words for those who cannot see them, and shown again', async () => {
    const { site, sender, send, shown, asked } = await openAlbum()
    await send(await files.jpeg(), { alt: 'Four people mend a bicycle.' }).expect(303)
    const answer = await send(await files.png(), { alt: 'A long table.' })
    expect([answer.status, answer.headers.location]).toEqual([303, PAGE])
    const uuids = await shown()
    expect(asked()).toEqual([
      { uuid: uuids[0], alt: 'Four people mend a bicycle.' },
      { uuid: uuids[1], alt: 'A long table.' },
    ])
    const { headers, body } = await getPhoto(site, uuids[0] as string, sender.cookie())
    expect(headers['content-type']).toBe('image/webp')
    expect(files.chunksOf(body)).toContain('VP8 ')
  })

  it('can be put in order, described anew and taken away again, which deletes them', async () => {
    const { sender, send, shown, asked, kept } = await openAlbum()
    for (const width of [100, 200, 300]) await send(await files.jpeg(width, 90), { alt: `${width} wide` })
    const [first, second, third] = (await shown()) as [string, string, string]
    await sender.post(`${PAGE}/${third}`, { up: 'yes', alt: '' })
    expect(await shown()).toEqual([first, third, second])
    await sender.post(`${PAGE}/${second}`, { alt: ' A  cat ' })
    expect(asked()[2]).toEqual({ uuid: second, alt: 'A cat' })
    await sender.post(`${PAGE}/${first}`, { removal: 'yes' })
    expect(await shown()).toEqual([third, second])
    expect(kept()).toBe(2)
    expect((await sender.post(`${PAGE}/${first}`, { removal: 'yes' })).status).toBe(404)
  })

  it('are not sent twice by pressing twice', async () => {
    const { send, shown, kept } = await openAlbum()
    const file = await files.jpeg()
    await Promise.all([send(file), send(file)])
    await send(file).expect(303)
    expect([(await shown()).length, kept()]).toEqual([1, 1])
  })

  it('without a description wait for one, and are left out until then', async () => {
    const { sender, send, asked, kept } = await openAlbum()
    await send(await files.jpeg(), { alt: '  ' }).expect(303)
    const { text } = await sender.get(PAGE)
    expect(text).toContain('A photo is left out until it is described. <a href="#alt-1">')
    expect(text).toContain('Describe this photo for someone who cannot see it. Until then it is left out')
    expect([asked(), kept()]).toEqual([[], 1])
    const [uuid] = photosIn(text)
    const refused = await sender.post(`${PAGE}/${uuid}`, { alt: 'a'.repeat(300) })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('a'.repeat(300))
    expect(refused.text).toContain('The description must be 250 characters or fewer')
    await sender.post(`${PAGE}/${uuid}`, { alt: 'A cat' })
    expect(asked()).toEqual([{ uuid, alt: 'A cat' }])
  })

  it('are five at most', async () => {
    const { site, sender, send, kept } = await openAlbum()
    for (let width = 100; width < 105; width++) await send(await files.jpeg(width, 90)).expect(303)
    expect((await sender.get(PAGE)).text).not.toContain('type="file"')
    const sixth = await send(await files.jpeg(105, 90), { alt: 'One more' })
    expect(sixth.status).toBe(422)
    expect(sixth.text).toContain(FAULTS.full)
    expect(kept()).toBe(5)
    expect(site.logged.filter(line => 'error' in (line as object))).toEqual([])
  })

  it.each<[string, () => Buffer | undefined | Promise<Buffer>, Fault]>([
    ['a drawing that calls itself a photo', () => files.svg, 'kind'],
    ['a GIF that is a page as well', () => files.gifPage, 'kind'],
    ['a page', () => Buffer.from('<html><script>alert(1)</script>'), 'kind'],
    ['a photo as telephones keep them', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 'phone'],
    ['half a photo', async () => (await files.jpeg()).subarray(0, 900), 'broken'],
    ['400 million pixels', () => files.bomb(), 'huge'],
    ['thirty megabytes', () => Buffer.alloc(30_000_000, 7), 'large'],
    ['nothing', () => undefined, 'none'],
  ])('that cannot be taken cost nothing else: %s', async (_, make, fault) => {
    const { sender, send, shown, kept } = await openAlbum()
    await send(await files.jpeg())
    const answer = await send(await make(), { alt: 'What I typed beside it.' })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/<title>Error: /)
    // In the summary, and beside the box it leads to.
    expect(answer.text).toContain(`<a href="#photo">${FAULTS[fault]}</a>`)
    expect(answer.text).toContain(`Error: </span>${FAULTS[fault]}`)
    expect(answer.text).toContain('What I typed beside it.</textarea>')
    expect(photosIn(answer.text)).toEqual(await shown())
    expect(kept()).toBe(1)
    expect((await sender.get('/submit/check')).text).toContain('Tideway Tool Library')
  })

  it('are taken whatever they are called, and the name goes nowhere', async () => {
    const { site, send, shown } = await openAlbum()
    const filename = '../../../etc/cron.d/evil\u202e.php'
    await send(await files.png(), { filename, type: 'text/html' }).expect(303)
    expect(await shown()).toHaveLength(1)
    expect(site.db.serialize().includes('cron.d')).toBe(false)
    expect(JSON.stringify(site.logged)).not.toContain('cron.d')
  })

  it('need the browser in which the project is written, before a byte of them is read', async () => {
    const { site, kept } = await openAlbum()
    const answer = await sendPhoto(site, '', PAGE, await files.jpeg())
    expect([answer.status, answer.headers.location]).toEqual([303, '/submit/about?why=lost'])
    const torn = supertest(site.app).post(PAGE).set('Content-Type', 'multipart/form-data; boundary=x')
    expect((await torn.send('--x\r\nwhat')).status).toBe(303)
    expect(kept()).toBe(0)
  })

  it('come from a page of this site or not at all', async () => {
    const { site, sender, kept } = await openAlbum()
    const foreign = supertest(site.app)
      .post(PAGE)
      .set({ 'Sec-Fetch-Site': 'cross-site', Cookie: sender.cookie() })
      .attach('photo', await files.jpeg(), 'photo.jpg')
    expect((await foreign).status).toBe(403)
    expect(kept()).toBe(0)
  })

  it.each([
    [
      'two files',
      (ask: supertest.Test) => ask.attach('photo', files.svg, 'a').attach('photo', files.svg, 'b'),
    ],
    ['a file where none is asked for', (ask: supertest.Test) => ask.attach('cv', files.svg, 'a')],
    [
      'no form at all',
      (ask: supertest.Test) => ask.set('Content-Type', 'multipart/form-data; boundary=x').send('--x\r\nwhat'),
    ],
  ])('come in the form of the page: %s', async (_, add) => {
    const { site, sender, kept } = await openAlbum()
    const ask = supertest(site.app)
      .post(PAGE)
      .set({ 'Sec-Fetch-Site': 'same-origin', Cookie: sender.cookie() })
    expect((await add(ask)).status).toBe(400)
    expect(kept()).toBe(0)
    expect(site.logged.filter(line => 'error' in (line as object))).toEqual([])
  })

  it('may be sixty in an hour from one place, and what was typed beside the next is kept', async () => {
    const { site, sender } = await openAlbum()
    for (let n = 0; n < 60; n++)
      await site.context.limits.take({ name: 'photo-place', times: 60, seconds: 3600 }, '127.0.0.1')
    const answer = await sendPhoto(site, sender.cookie(), PAGE, await files.jpeg(), { alt: 'My words' })
    expect(answer.status).toBe(429)
    expect(answer.text).toContain('My words')
  })
})

describe('a photo that no listing shows', () => {
  it('is for whoever sends it and nobody else, and kept nowhere', async () => {
    const { site, sender, send, shown } = await openAlbum()
    await send(await files.jpeg())
    const [uuid = ''] = await shown()
    expect((await getPhoto(site, uuid)).status).toBe(404)
    expect((await getPhoto(site, uuid, makeSender(site).cookie())).status).toBe(404)
    const mine = await getPhoto(site, uuid, sender.cookie())
    expect(mine.status).toBe(200)
    expect(mine.headers).toMatchObject({
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    expect((await visitor(site).get(`/photos/${uuid}/99.webp`)).status).toBe(404)
    const loud = visitor(site).get(`/photos/${uuid.toUpperCase()}/1200.webp`)
    expect((await loud.redirects(1)).status).toBe(404)
  })
})

describe('the way to photos', () => {
  it('comes after all questions, and checking one’s answers shows them', async () => {
    const site = await openSite({ cast: {} })
    const sender = makeSender(site)
    for (const step of ['about', 'where', 'when', 'visiting', 'contact']) await sender.fill(step)
    expect((await sender.fill('you')).headers.location).toBe(PAGE)
    await sendPhoto(site, sender.cookie(), PAGE, await files.jpeg(), { alt: 'A wall of drills.' })
    const { text } = await sender.get(PAGE)
    expect(text).toContain('href="/submit/check">Continue to check your answers')
    const check = (await sender.get('/submit/check')).text
    expect(check).toContain('A wall of drills.</dd>')
    expect(check).toContain(`/photos/${photosIn(text)[0]}/480.webp`)
    expect(check).toContain('<a href="/submit/photos">Change<span class="unseen"> photos</span></a>')
  })
})
