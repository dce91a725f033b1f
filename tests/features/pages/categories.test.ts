import { describe, expect, it } from 'vitest'
import { textOf, textsIn } from '../../support/page.ts'
import { openSite } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'
import { town } from '../../support/town.ts'

describe('all kinds', () => {
  it('are told apart in a sentence, each with its lights', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/categories').expect(200)
    const kinds = textsIn(html, '<li class="kind"')
    expect(kinds).toHaveLength(20)
    expect(kinds).toContain('Book swaps Take a book, leave a book. 2 lights')
    expect(html).toMatch(/href="\/categories\/book-swap">Book swaps/)
  })

  it('that nobody has started yet are there too', async () => {
    const { get } = await openSite({ cast: {} })
    const kinds = textsIn((await get('/categories')).text, '<li class="kind"')
    expect(kinds.filter(kind => kind.endsWith('None yet'))).toHaveLength(20)
  })
})

describe('one kind', () => {
  it('says what it is, and lists all there are', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/categories/book-swap').expect(200)
    expect(textsIn(html, '<h1')).toEqual(['Book swaps'])
    expect(textOf(html)).toContain('Take a book, leave a book.')
    expect(textOf(html)).toContain('2 points of light of this kind')
    expect(textsIn(html, '<h3 class="card-name"').sort()).toEqual([
      'Hale Island Hide Books',
      'The Fifth Tuesday Club',
    ])
  })

  it('says how many each district has, and leads to them', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/categories/clean-up')
    expect(textsIn(html, '<li class="row row-counted"')).toEqual(['Farness None yet', 'Saltmere 1'])
    expect(html).toContain('href="/initiatives?area=saltmere&amp;category=clean-up"')
    expect(html).not.toContain('area=farness')
  })

  it('of which there are many shows twelve, and the way to all', async () => {
    const more: CastMember[] = Array.from({ length: 14 }, (_, n) => ({
      ...town.cast.hillcrestBeans,
      name: `Garden ${n}`,
    }))
    const { get } = await openSite({ cast: {}, more })
    const { text: html } = await get('/categories/community-garden')
    expect(textsIn(html, '<h3 class="card-name"')).toHaveLength(12)
    expect(html).toMatch(/href="\/initiatives\?category=community-garden">All 14 lights/)
  })

  it('that nobody has started yet asks who knows of one', async () => {
    const { get } = await openSite({ cast: {} })
    const { text: html } = await get('/categories/residents-union').expect(200)
    expect(textOf(html)).toContain('Nobody has told us about any tenants’ and residents’ unions')
    expect(html).toContain('href="/submit"')
  })

  it('that does not exist is answered with the way to all kinds', async () => {
    const { get } = await openSite({ cast: {} })
    const { text: html } = await get('/categories/time-travel').expect(404)
    expect(textOf(html)).toContain('We know of no such kind')
    expect(html).toContain('href="/categories"')
  })
})
