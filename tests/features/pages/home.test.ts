import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { textOf, textsIn } from '../../support/page.ts'
import { openSite } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'
import { town } from '../../support/town.ts'

const agenda = (html: string) =>
  html
    .split('<li class="agenda-day"')
    .slice(1)
    .map(day => [textsIn(day, '<h3 class="agenda-date"')[0], ...textsIn(day, '<h4 class="agenda-name"')])

describe('the first page', () => {
  it('greets everybody with a find box and the number of lights', async () => {
    const { get } = await openSite()
    const { text: html, headers } = await get('/').expect(200)
    expect(textsIn(html, '<h1')).toEqual(['Find what your neighbours have started'])
    expect(textOf(html)).toContain('25 points of light , 25 newly lit this month')
    expect(html).toMatch(/<form class="find" action="\/near" method="get"/)
    expect(headers['cache-control']).toContain('public')
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('suggests a postcode and a place of its own patch, and others when the map changes', async () => {
    const site = await openSite({ cast: {} })
    const suggested = async () => /placeholder="([^"]*)"/.exec((await site.get('/')).text)?.[1]
    expect(await suggested()).toBe('ZZ1 1AA or Saltmere')
    site.db.exec("delete from place; update geography set mark = 'new' where part = 'places'")
    expect(await suggested()).toBe('ZZ1 1AA')
    site.db.exec("delete from postcode; update geography set mark = 'new' where part = 'postcodes'")
    expect(await suggested()).toBe('Postcode or place')
  })

  it('counts what is new from the first of the month', async () => {
    const site = await openSite()
    site.setNow('2026-07-01T09:00:00Z')
    expect(textOf((await site.get('/')).text)).not.toContain('newly lit')
  })

  it('shows every kind with its count, and says when there is none', async () => {
    const { get } = await openSite()
    const cells = textsIn((await get('/')).text, '<li class="grid-cell"')
    expect(cells).toHaveLength(20)
    expect(cells).toContain('Community gardens 4 lights')
    expect(cells).toContain('Community fridges 1 light')
    expect(cells).toContain('Household goods 2 lights')
  })

  it('says what one can walk into next, day by day and in order', async () => {
    const { get } = await openSite()
    expect(agenda((await get('/')).text)).toEqual([
      ['Today 9 June', 'Hillcrest Bean Rows', 'Old Town Uniform Bank', 'Ferry Green Growers'],
      ['Tomorrow 10 June', 'Marjoram Baby Swap', 'Żółta Łódź: kawa i rozmowa'],
      ['Thursday 11 June', 'Ferry Green Jam Circle', 'Tŷ Agored: te a chân'],
      ['Saturday 13 June', 'O’Brien & Sons <3 Mending'],
    ])
  })

  it('leaves out what opens every day or stays open all day, and what nobody can just walk into', async () => {
    const open = (name: string, change: Partial<CastMember>): CastMember => ({
      ...town.cast.uniformBank,
      name,
      sessions: [{ days: [2], opens: '11:00', closes: '13:00' }],
      ...change,
    })
    const more = [
      open('Daily', { sessions: [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '11:00', closes: '13:00' }] }),
      open('All day', { sessions: [{ days: [2], opens: '08:00', closes: '20:00' }] }),
      open('Booked', { booking: 'book' }),
      open('Referred', { referral: 'agency' }),
      open('Online', { where_kind: 'online' }),
      open('Contact first', { booking: 'contact_first' }),
    ]
    const { get } = await openSite({ cast: {}, more })
    expect(agenda((await get('/')).text)).toEqual([['Today 9 June', 'Contact first']])
  })

  it('says that something is open now, and until when', async () => {
    const { get } = await openSite()
    const [first] = textsIn((await get('/')).text, '<li class="agenda-entry"')
    expect(first).toContain('now Hillcrest Bean Rows Community garden, Hillcrest')
    expect(first).toContain('Drop in, free , 9am to noon')
  })

  it('gives the next opening of what opens twice a day', async () => {
    const sessions = [
      { days: [2], opens: '08:00', closes: '09:00' },
      { days: [2], opens: '11:00', closes: '12:00' },
    ]
    const { get } = await openSite({ cast: { twice: { ...town.cast.uniformBank, sessions } } })
    expect(textsIn((await get('/')).text, '<p class="agenda-time"')).toEqual(['11am'])
  })

  it('forgets what has closed for the day', async () => {
    const site = await openSite()
    site.setNow('2026-06-09T11:30:00Z')
    expect(agenda((await site.get('/')).text)[0]).toEqual(['Today 9 June', 'Ferry Green Growers'])
    site.setNow('2026-06-09T12:30:00Z')
    expect(agenda((await site.get('/')).text)[0]?.[0]).toBe('Tomorrow 10 June')
  })

  it('passes on who asks for help, the newest first, and not what is over', async () => {
    const { get } = await openSite()
    const asks = textsIn((await get('/')).text, '<li class="need ask"')
    expect(asks[0]).toBe('Shillings Any number. The Saltmere Shilling')
    expect(asks).toContain('A driver with a van Until 30 June 2026. Saltmere Neighbours')
    expect(asks).toHaveLength(5)
    expect(asks.join()).not.toContain('Tinned fruit')
    expect(textOf((await get('/')).text)).toContain('All 5 that ask')
  })

  it('shows the three newest lights', async () => {
    const { get } = await openSite()
    const teasers = textsIn((await get('/')).text, '<li class="card teaser"')
    expect(teasers).toHaveLength(3)
    expect(teasers[0]).toContain('Estuary Advice Line')
    expect(teasers[0]).toContain('Online, for anyone, lit today')
  })

  it('says where it glows, the brightest district first', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/')
    expect(textsIn(html, '<li class="glow-row"')).toEqual([
      'Saltmere 16 lights: bright',
      'Farness 9 lights: a warm glow',
    ])
    expect(html).toMatch(/href="\/areas\/farness">Farness<\/a>/)
  })

  it('is right and kind while nothing is listed', async () => {
    const { get } = await openSite({ cast: {} })
    const { text: html } = await get('/').expect(200)
    expect(textOf(html)).toContain('No points of light yet')
    expect(textOf(html)).toContain('It is still dark here')
    expect(textsIn(html, '<h2')).not.toContain('Open soon')
    expect(textsIn(html, '<h2')).not.toContain('Help wanted')
    expect(textsIn(html, '<h2')).not.toContain('Just lit')
    expect(textsIn(html, '<li class="glow-row"')).toEqual([
      'Farness 0 lights: dark',
      'Saltmere 0 lights: dark',
    ])
  })

  it('leaves out lights that have gone out', async () => {
    const { get } = await openSite({ cast: { tools: town.cast.forgottenTools } })
    const { text: html } = await get('/')
    expect(textsIn(html, '<h2')).not.toContain('Just lit')
    expect(textsIn(html, '<h2')).not.toContain('Open soon')
  })

  it('is small and runs no script', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/')
    expect(gzipSync(html).length).toBeLessThan(12_000)
    expect(html).not.toContain('<script')
  })
})

describe('the invitation to tell us', () => {
  it('stands there only where there is somebody to tell', async () => {
    const told = await (await openSite()).get('/')
    expect(textOf(told.text)).toContain('Doing something good near you?')
    const untold = await (await openSite({ env: { MAIL_FROM: '' } })).get('/').expect(200)
    expect(textOf(untold.text)).not.toContain('Doing something good near you?')
  })
})
