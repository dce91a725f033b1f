// What people in the town type to say where they are, and what the site takes it for.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Origin } from '../../../src/features/places/fields.ts'
import type { Resolver } from '../../../src/features/places/search.ts'
import { openSite } from '../../support/site.ts'

let resolver: Resolver
beforeAll(async () => {
  resolver = (await openSite({ cast: {} })).context.resolver
})

const say = ({ label, detail }: Origin) => [label, detail].filter(Boolean).join(', ')

/** What was found, in words: the one place, or a list of several, or of guesses. */
function meaning(typed: string): string {
  const resolution = resolver.resolve(typed)
  if (resolution.found === 'one') return say(resolution.origin)
  if (resolution.found === 'many') return `which: ${resolution.origins.map(say).join(' / ')}`
  return resolution.found === 'none' ? ['none', ...resolution.guesses.map(say)].join(' / ') : 'nothing typed'
}

function origin(typed: string): Origin {
  const resolution = resolver.resolve(typed)
  if (resolution.found !== 'one') throw new Error(`${typed}: ${resolution.found}`)
  return resolution.origin
}

describe('somebody types their postcode', () => {
  it.each(['ZZ1 1AA', 'zz11aa', ' zz1  1aa ', 'ZZ1-1AA.', 'Z Z 1 1 A A', 'ZZ1 1AA, Saltmere', 'ZZI IAA'])(
    'and is understood however it is written: %s',
    typed => {
      expect(meaning(typed)).toBe('ZZ1 1AA, in Old Town, Saltmere')
      expect(origin(typed)).toMatchObject({ kind: 'postcode', query: 'ZZ1 1AA', in_patch: true, path: null })
    },
  )

  it('and is understood from the part of it they give', () => {
    expect(meaning('zz1 2')).toBe('ZZ1 2, in Saltmere')
    expect(meaning('ZZ12')).toBe('ZZ1 2, in Saltmere')
    expect(meaning('ZZ1 2A')).toBe('ZZ1 2, in Saltmere')
    expect(meaning('zz3')).toBe('ZZ3, in Farness')
    expect(origin('zz3').kind).toBe('outcode')
  })

  it('and is told that it is new to us, and where the middle of its neighbours is', () => {
    expect(meaning('ZZ1 2ZZ')).toBe(
      'ZZ1 2, in Saltmere; the middle of it, because we do not know where exactly ZZ1 2ZZ is',
    )
    expect(origin('zz12zz').query).toBe('ZZ1 2ZZ')
    expect(meaning('ZZ1 7AA')).toMatch(/^ZZ1, in Saltmere; the middle of it/)
    expect(meaning('QQ1 1AA')).toBe('none')
  })

  it('and lands in the neighbourhood of its own ward', async () => {
    const { areas } = (await openSite({ cast: {} })).context
    expect(areas.byId(origin('ZZ3 9AA').area_id ?? 0)?.name).toBe('Ferry Green')
  })
})

describe('somebody types the name of a place', () => {
  it('and is understood, whatever its case, spaces and punctuation', () => {
    for (const typed of ['Ferry Green', 'ferrygreen', 'FERRY-GREEN', ' ferry , green ']) {
      expect(meaning(typed)).toBe('Ferry Green, in Farness')
    }
    expect(meaning('gulls nest')).toBe('Gull’s Nest, in Saltmere')
    expect(meaning('Staithe')).toBe('The Staithe, in Saltmere')
  })

  it('and gets the place people mean where an area goes by the same name', () => {
    expect(origin('Saltmere')).toMatchObject({ kind: 'place', label: 'Saltmere', detail: '' })
    expect(origin('Hillcrest').kind).toBe('place')
  })

  it('and gets the area where no place goes by that name', () => {
    expect(origin('old town')).toMatchObject({ kind: 'area', path: 'saltmere/old-town', in_patch: true })
    expect(origin('Farness')).toMatchObject({ kind: 'area', path: 'farness' })
  })

  it('and is understood by the other names people use', () => {
    expect(origin('Saltmere Old Town').path).toBe('saltmere/old-town')
  })

  it('and is asked which, when there are two, the one nearby first', () => {
    expect(meaning('Kilnfield')).toBe('which: Kilnfield, in Farness / Kilnfield, in Otherland')
    const resolution = resolver.resolve('kilnfield')
    if (resolution.found !== 'many') throw new Error(resolution.found)
    expect(resolution.origins.map(({ in_patch }) => in_patch)).toEqual([true, false])
    expect(resolution.origins.map(({ query }) => meaning(query))).toEqual(resolution.origins.map(say))
  })

  it('and is not asked when they say where it is', () => {
    expect(meaning('Kilnfield, Farness')).toBe('Kilnfield, in Farness')
    expect(meaning('kilnfield otherland')).toBe('Kilnfield, in Otherland')
    expect(meaning('Kilnfield ZY9')).toBe('Kilnfield, in Otherland')
    expect(meaning('Staithe, Saltmere')).toBe('The Staithe, in Saltmere')
    expect(origin('Kilnfield, Otherland').in_patch).toBe(false)
  })

  it('and is understood in spite of a slip of the finger', () => {
    expect(meaning('Hilcrest')).toBe('Hillcrest, in Saltmere')
    expect(meaning('Marhsside')).toBe('Marshside, in Saltmere')
    expect(meaning('ferry gren')).toBe('Ferry Green, in Farness')
    expect(meaning('Kilnfeild, Farness')).toBe('Kilnfield, in Farness')
  })

  it('and is offered what it may have been when it is further off', () => {
    expect(meaning('3 Rope Walk, Hillcrest')).toBe('none / Hillcrest, in Saltmere')
    expect(meaning('xyzzy')).toBe('none')
  })
})

describe('somebody types nothing', () => {
  it.each(['', '   ', '\n\t', '\u200b'])('and is asked: %j', typed => {
    expect(meaning(typed)).toBe('nothing typed')
  })
})
