// The example listings that ship: whole, safe to publish, spread as neighbourhoods are, and never stale.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lightLevel } from '../../src/features/initiatives/brightness.rules.ts'
import { exampleCreatedOn, resolveExample } from '../../src/features/initiatives/examples.import.ts'
import type { InitiativeFields } from '../../src/features/initiatives/fields.ts'
import { readInitiative } from '../../src/features/initiatives/reading.fields.ts'

const DATA = join(import.meta.dirname, '../../data')
const TODAY = '2026-06-09'

interface Example {
  file: string
  raw: Record<string, unknown>
  fields: InitiativeFields
}

const examples = readExamples()
const wards = new Map(readPostcodes().map(({ postcode, ward }) => [postcode, ward]))
const areas = readAreas()
const standing = examples.filter(({ fields }) => fields.postcode !== '')

describe('the example listings', () => {
  it('are about a hundred and fifty, each with a name and a key of its own', () => {
    expect(examples.length).toBeGreaterThanOrEqual(148)
    expect(examples.length).toBeLessThanOrEqual(156)
    expect(new Set(examples.map(({ fields }) => fields.name)).size).toBe(examples.length)
    expect(new Set(examples.map(({ fields }) => fields.source_id)).size).toBe(examples.length)
    expect(new Set(examples.map(({ fields }) => fields.source))).toEqual(new Set(['examples']))
  })

  it('show every kind of initiative, and no kind there is not', () => {
    expect([...new Set(examples.flatMap(({ fields }) => fields.categories))].toSorted()).toEqual(
      readCategories(),
    )
  })

  it('stand at postcodes we ship, in a neighbourhood of the district their file is named after', () => {
    for (const { file, fields } of standing) {
      const area = areas.get(wards.get(fields.postcode) ?? '')
      expect(slug(area?.parent_name ?? ''), `${fields.name}, ${fields.postcode}`).toBe(file)
    }
    expect(new Set(standing.map(({ file }) => file)).size).toBe(8)
  })

  it('serve only areas there are', () => {
    const unknown = examples.flatMap(({ fields }) => fields.serves).filter(code => !areas.has(code))
    expect(unknown).toEqual([])
  })

  it('shine, fade, glimmer, pause and go out, most of them shining', () => {
    const levels = examples.map(({ fields }) => lightLevel(fields, TODAY))
    expect(new Set(levels)).toEqual(new Set(['shining', 'fading', 'glimmer', 'paused', 'out']))
    expect(levels.filter(level => level === 'shining').length).toBeGreaterThan(examples.length / 2)
  })

  it('were listed before they were last confirmed', () => {
    const backwards = examples.filter(({ raw, fields }) => exampleCreatedOn(raw, TODAY) > fields.confirmed_on)
    expect(backwards.map(({ fields }) => fields.name)).toEqual([])
  })

  it('give a uniform bank on Tuesdays to Leigh, Pitsea, Canvey, Tilbury and Rochford', () => {
    const banks = examples
      .filter(({ fields }) => fields.categories.includes('uniform-bank') && fields.status === 'active')
      .filter(({ fields }) => fields.sessions.some(({ days }) => days.includes(2)))
      .map(({ fields }) => fields.postcode.split(' ')[0])
    expect(banks).toEqual(expect.arrayContaining(['SS9', 'SS13', 'SS8', 'RM18', 'SS4']))
  })
})

describe('nobody real', () => {
  it('can be rung up: numbers are those kept for drama', () => {
    const numbers = examples.flatMap(({ raw }) => textOf(raw).match(/\+?\d[\d ()-]{8,}\d/g) ?? [])
    const real = numbers.filter(number => !/^(01632 960|07700 900)\d{3}$/.test(number) && !isDate(number))
    expect(real).toEqual([])
    expect(numbers.length).toBeGreaterThan(50)
  })

  it('can be written to: every host ends in .example', () => {
    const hosts = examples.flatMap(({ raw }) => textOf(raw).match(/(?<=@|:\/\/)[\w.-]+\.\w+/g) ?? [])
    expect(hosts.filter(host => !host.endsWith('.example'))).toEqual([])
    expect(hosts.length).toBeGreaterThan(50)
  })

  it('has a home shown on the map: what speaks of one shows only the neighbourhood', () => {
    const told = standing.filter(
      ({ fields, raw }) =>
        fields.precision === 'exact' && /\b(homes?|kitchens?|(front|living) room)\b/i.test(textOf(raw)),
    )
    expect(told.map(({ fields }) => fields.name)).toEqual([])
  })
})

describe('days counted from today', () => {
  it('become dates, and everything else stays as it was', () => {
    const raw = {
      name: 'A',
      created_days_ago: 9,
      confirmed_days_ago: 1,
      paused_for_days: 30,
      needs: [{ title: 'B', until_in_days: 2 }, { title: 'C' }],
      breaks: [
        { starts_in_days: -1, ends_in_days: 0 },
        { starts_on: '2026-12-25', ends_on: '2026-12-26' },
      ],
    }
    expect(resolveExample(raw, '2026-03-01')).toEqual({
      name: 'A',
      confirmed_on: '2026-02-28',
      paused_until: '2026-03-31',
      needs: [{ title: 'B', until: '2026-03-03' }, { title: 'C' }],
      breaks: [
        { starts_on: '2026-02-28', ends_on: '2026-03-01' },
        { starts_on: '2026-12-25', ends_on: '2026-12-26' },
      ],
    })
    expect(exampleCreatedOn(raw, '2026-03-01')).toBe('2026-02-20')
  })

  it('leave whatever is no example to be refused in words, and never throw', () => {
    const near = fc.record(
      { confirmed_days_ago: fc.jsonValue(), needs: fc.jsonValue(), breaks: fc.array(fc.jsonValue()) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), near, fc.record({ confirmed_days_ago: fc.double() })), raw => {
        expect(readInitiative(resolveExample(raw, TODAY)).ok).toBe(false)
        expect(exampleCreatedOn(raw, TODAY)).toMatch(/^\d{4}-\d\d-\d\d$/)
      }),
    )
  })
})

function readExamples(): Example[] {
  return readdirSync(join(DATA, 'examples')).flatMap(name => {
    const rows = JSON.parse(readFileSync(join(DATA, 'examples', name), 'utf8')) as Record<string, unknown>[]
    return rows.map(raw => ({ file: name.replace('.json', ''), raw, fields: fieldsOf(raw) }))
  })
}

function fieldsOf(raw: Record<string, unknown>): InitiativeFields {
  const reading = readInitiative(resolveExample(raw, TODAY))
  if (!reading.ok) throw new Error(`${raw.name}: ${reading.issues.map(({ message }) => message).join(' ')}`)
  return reading.fields
}

function readPostcodes(): { postcode: string; ward: string }[] {
  const text = gunzipSync(readFileSync(join(DATA, 'essex-postcodes.csv.gz'))).toString()
  return text.split('\n').map(line => {
    const [postcode = '', , , ward = ''] = line.split(',')
    return { postcode, ward }
  })
}

function readAreas(): Map<string, { parent_name: string }> {
  const { features } = JSON.parse(readFileSync(join(DATA, 'essex-areas.geojson'), 'utf8'))
  return new Map(
    features.map(({ properties }: { properties: { code: string } }) => [properties.code, properties]),
  )
}

function readCategories(): string[] {
  const sql = readFileSync(join(DATA, '../migrations/0003_words.sql'), 'utf8')
  return [...sql.matchAll(/^ {2}\('([a-z-]+)', '[^']+', '[^']+', '[a-z-]+', \d+/gm)]
    .map(([, one]) => one as string)
    .toSorted()
}

function textOf(raw: unknown): string {
  return JSON.stringify(raw)
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-')
}
