import { describe, expect, it } from 'vitest'
import { textOf, textsIn } from '../../support/page.ts'
import { openSite } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'
import { town } from '../../support/town.ts'

const { cast } = town
const linksIn = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => (href as string).replaceAll('&amp;', '&'))

describe('all areas', () => {
  it('names every district with its glow, and every neighbourhood with its lights', async () => {
    const { get, context } = await openSite()
    const { text: html } = await get('/areas').expect(200)
    expect(textsIn(html, '<h1')).toEqual(['Browse by area'])
    expect(textsIn(html, '<h2 class="district-name"')).toEqual(['Farness', 'Saltmere'])
    expect(textsIn(html, '<p class="district-light"')).toEqual([
      'A warm glow, 9 points of light',
      'Bright, 16 points of light',
    ])
    const wards = textsIn(html, '<li class="ward"')
    expect(wards).toHaveLength(context.areas.all().length - 2)
    expect(wards).toContain('Old Town 7 lights')
    for (const area of context.areas.all()) expect(linksIn(html)).toContain(`/areas/${area.path}`)
  })

  it('says so while there are no areas', async () => {
    const site = await openSite({ cast: {} })
    site.db.exec(
      'delete from area_neighbour; delete from place_name; delete from area where parent_id is not null',
    )
    site.db.exec('delete from area')
    expect(textOf((await site.get('/areas').expect(200)).text)).toContain('No areas yet')
  })
})

describe('a district', () => {
  it('says how it glows, and how much of it was confirmed lately', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/areas/saltmere').expect(200)
    expect(textsIn(html, '<h1')).toEqual(['Saltmere'])
    expect(textOf(html)).toContain('Bright. 16 points of light, 10 confirmed in the last 90 days')
    expect(textsIn(html, '<title')[0]).toBe('Saltmere – Points of Light')
  })

  it('shows twelve of its lights, and the way to all of them', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/areas/saltmere')
    expect(textsIn(html, '<h3 class="card-name"')).toHaveLength(12)
    expect(html).toMatch(/href="\/initiatives\?area=saltmere">All 16 points of light/)
  })

  it('lists what kinds it has, each leading to them', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/areas/farness')
    expect(textsIn(html, '<li class="row row-counted"')).toContain('Book swaps 1 light')
    expect(linksIn(html)).toContain('/initiatives?area=farness&category=book-swap')
    expect(linksIn(html)).not.toContain('/initiatives?area=farness&category=tool-library')
  })

  it('says what it could have next, and where the nearest is', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/areas/farness')
    expect(textsIn(html, '<h2')).toContain('What Farness could have next')
    expect(textsIn(html, '<li class="need"')).toContain('Clean-ups in Saltmere The nearest : Clean-ups')
    const nearest = linksIn(html).find(href => href.includes('category=clean-up')) as string
    expect(nearest).toBe('/initiatives?near=Farness&within=10&category=clean-up')
    const { text: list } = await get(nearest).expect(200)
    expect(textOf(list)).toContain('Marshside Mudlarks')
  })

  it('offers its list as a feed and as files', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/areas/farness')
    for (const format of ['atom', 'csv', 'geojson'])
      expect(linksIn(html)).toContain(`/initiatives.${format}?area=farness`)
  })
})

describe('a neighbourhood', () => {
  it('stands in its district, beside those it touches', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/areas/saltmere/old-town').expect(200)
    expect(textsIn(html, '<nav class="breadcrumbs"')).toEqual(['Areas Saltmere Old Town'])
    expect(textsIn(html, '<title')[0]).toBe('Old Town, Saltmere – Points of Light')
    expect(linksIn(html)).toEqual(
      expect.arrayContaining(['/areas/saltmere/hillcrest', '/areas/saltmere/staithe']),
    )
  })

  it('shows what is nearest outside it as a person travels, not across the water', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/areas/saltmere/old-town')
    const outside = textsIn(html, '<li class="row row-light"')
    expect(outside).toEqual([
      'Staithe Supper Community meal, about 1 mile, paused',
      'Boatyard and Care Workers’ Branch Workers’ union, about 1 mile, fading',
      'The Staithe Street Fridge Community fridge, about 1 mile, shining',
    ])
  })

  it('does not call outside what serves its whole district', async () => {
    const { renters, kilnHouse } = cast
    const { get } = await openSite({ cast: { renters, kilnHouse } })
    const { text: html } = await get('/areas/farness/ferry-green')
    expect(textsIn(html, '<h3 class="card-name"')).toEqual(['Kilnfield Renters Together'])
    expect(textsIn(html, '<li class="row row-light"').map(row => row.split(',')[0])).toEqual([
      'Kiln House Community space',
    ])
  })

  it('measures no way to what happens all over some area', async () => {
    const { uniformBank, vergeSix, fridge } = cast
    const { get } = await openSite({ cast: { uniformBank, vergeSix, fridge } })
    const { text: html } = await get('/areas/saltmere/old-town')
    expect(textsIn(html, '<li class="row row-light"')).toEqual([
      'The Staithe Street Fridge Community fridge, about 1 mile, shining',
    ])
  })

  it('without a light says so kindly, and shows what is nearest instead', async () => {
    const { get } = await openSite({ cast: { uniforms: cast.uniformBank } })
    const { text: html } = await get('/areas/saltmere/marshside').expect(200)
    expect(textOf(html)).toContain('Dark.')
    expect(textsIn(html, '<h2')).toContain('No points of light here yet')
    expect(textsIn(html, '<h3 class="card-name"')).toEqual(['Old Town Uniform Bank'])
    expect(linksIn(html)).toContain('/initiatives?near=Marshside&within=5')
  })

  it('whose lights have all gone out is not called unknown', async () => {
    const { get } = await openSite({ cast: { tools: cast.forgottenTools } })
    const { text: html } = await get('/areas/saltmere/hillcrest')
    expect(textOf(html)).toContain('Gone dark. 1 point of light, none confirmed in the last 90 days')
    expect(textOf(html)).not.toContain('No light is known here')
  })

  it('counts what serves the whole district among its lights', async () => {
    const { get } = await openSite({ cast: { aid: cast.mutualAid } })
    const { text: html } = await get('/areas/saltmere/staithe')
    expect(textsIn(html, '<h3 class="card-name"')).toEqual(['Saltmere Neighbours'])
    expect(textOf(html)).toContain('1 point of light, confirmed in the last 90 days')
  })

  it('is compared with the other neighbourhoods of its own district only', async () => {
    const swap = (name: string, postcode: string): CastMember => ({ ...cast.fifthTuesday, name, postcode })
    const books = [swap('One', 'ZZ1 1AA'), swap('Two', 'ZZ1 2AD'), swap('Three', 'ZZ2 1AA')]
    const { get } = await openSite({ cast: {}, more: books })
    const { text: marshside } = await get('/areas/saltmere/marshside')
    expect(textsIn(marshside, '<li class="need"')[0]).toContain(
      'Book swaps in 3 of the 3 other neighbourhoods',
    )
    const { text: kilnfield } = await get('/areas/farness/kilnfield')
    expect(textsIn(kilnfield, '<li class="need"')).toEqual([])
  })
})

describe('an address that is no area', () => {
  it.each([
    '/areas/atlantis',
    '/areas/saltmere/kilnfield',
    '/areas/old-town',
    '/areas/saltmere-on-sea',
    '/areas/a/b',
  ])('is answered with the way to all areas: %s', async path => {
    const { get } = await openSite({ cast: {} })
    const { text: html } = await get(path).expect(404)
    expect(textOf(html)).toContain('We know of no area at this address')
    expect(linksIn(html)).toContain('/areas')
  })
})
