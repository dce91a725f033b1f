// The page people come through when they say where they are.
import { describe, expect, it } from 'vitest'
import { openSite } from '../../support/site.ts'

describe('a resident who types where they are', () => {
  it('goes straight to what is near their postcode', async () => {
    const { get } = await openSite()
    await get('/near?q=zz11aa').expect(303).expect('Location', '/initiatives?near=ZZ1+1AA')
  })

  it('goes to the page of an area, and to the list where they had narrowed it down', async () => {
    const { get } = await openSite()
    await get('/near?q=old+town&within=5').expect(303).expect('Location', '/areas/saltmere/old-town')
    await get('/near?q=old+town&within=5&category=food-bank')
      .expect(303)
      .expect('Location', '/initiatives?near=Old+Town&within=5&category=food-bank')
  })

  it('is asked which Kilnfield, and loses nothing else they had asked for', async () => {
    const { get } = await openSite()
    const { text } = await get('/near?q=kilnfield&within=10&category=food-bank&q=jam&shape=round').expect(200)
    expect(text).toContain('Which Kilnfield did you mean?')
    expect(text).toContain(
      'href="/initiatives?near=Kilnfield%2C+Farness&amp;within=10&amp;category=food-bank&amp;q=jam"',
    )
    expect(text).toContain('Kilnfield, in Farness')
    expect(text).toContain('outside the area this site covers')
    expect(text).toContain('<input type="hidden" name="category" value="food-bank">')
    expect(text).not.toContain('round')
  })

  it('is told when there is no such place, keeps their words, and learns what works', async () => {
    const { get } = await openSite()
    const { text } = await get('/near?q=Rope+%3CWalk%3E,+Hillcrest').expect(200)
    expect(text).toContain('We could not find “Rope &lt;Walk&gt;, Hillcrest”')
    expect(text).toContain('value="Rope &lt;Walk&gt;, Hillcrest"')
    expect(text).toContain('A postcode works, or the first part of one')
    expect(text).toMatch(/Did you mean one of these\?[\s\S]*near=Hillcrest/)
    expect(text).toContain('href="/areas"')
  })

  it('is asked where they are when they typed nothing', async () => {
    const { get } = await openSite()
    for (const path of ['/near', '/near?q=', '/near?q=%20']) {
      const { text } = await get(path).expect(200)
      expect(text).toContain('Where are you?')
    }
  })

  it('is found again from the list, which asks when a name is not clear', async () => {
    const { get } = await openSite()
    await get('/initiatives?near=Kilnfield&category=food-bank')
      .expect(303)
      .expect('Location', /^\/near\?q=Kilnfield&.*category=food-bank/)
  })

  it('leaves no trace of it: not in a log, not in a cache, not in a search engine', async () => {
    const { get, logged } = await openSite()
    const found = await get('/near?q=ZZ1+1AD')
    const asked = await get('/near?q=Kilnfield')
    for (const { headers } of [found, asked]) expect(headers['cache-control']).toBe('private, no-store')
    expect(asked.text).toContain('<meta name="robots" content="noindex">')
    expect(logged.length).toBeGreaterThan(0)
    expect(JSON.stringify(logged)).not.toMatch(/1AD|Kilnfield/i)
  })

  it('may send whatever they like', async () => {
    const { get } = await openSite()
    for (const q of ['%00', '%F0%9F%8D%95', '%ff', '%', `${'a'.repeat(8000)}`, '%22+OR+1', '(', '&q=&q=x']) {
      await get(`/near?q=${q}`).expect(200)
    }
  })
})
