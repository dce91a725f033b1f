import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMapping } from '../../../src/features/initiatives/mapping.import.ts'
import { ROOT } from '../../support/sources.ts'
import { openDesk } from './import-desk.ts'

const base = {
  source: 'list',
  source_id: 'Ref',
  fields: { name: 'Name', postcode: 'Postcode' } as Record<string, unknown>,
  defaults: { summary: 'Something good.', categories: ['mutual-aid'] } as Record<string, unknown>,
}
const header = 'Ref,Name,Postcode,Town,Sector,Says'
const row = (says = '', sector = '', town = '') => `${header}\n1,Beans,ZZ1 1AA,${town},${sector},${says}`
const taking = async (mapping: unknown, file = row()) => {
  const desk = await openDesk()
  const said = desk.hand(file, mapping, { commit: true })
  return { said, fields: desk.entered('beans') }
}
const cell = (field: string, text: string) =>
  taking({ ...base, fields: { ...base.fields, [field]: 'Says' } }, row(`"${text.replaceAll('"', '""')}"`))

describe('a mapping', () => {
  it('takes the first of several columns that says something, and text with cells in it', async () => {
    const mapping = {
      ...base,
      fields: {
        ...base.fields,
        venue: ['Says', 'Town'],
        summary: ['{Sector} in {Town}', '{Sector} somewhere'],
        cost_note: '{Says}',
      },
    }
    expect((await taking(mapping, row('', 'Housing', 'Saltmere'))).fields).toMatchObject({
      venue: 'Saltmere',
      summary: 'Housing in Saltmere',
      cost_note: '',
    })
    expect((await taking(mapping, row('', 'Housing'))).fields?.summary).toBe('Housing somewhere')
    expect((await taking(mapping, row())).fields?.summary).toBe('Something good.')
  })

  it('looks words up in a table, whatever their case, several at once for a list', async () => {
    const mapping = {
      ...base,
      values: {
        categories: {
          column: 'Sector',
          table: {
            Housing: ['residents-union'],
            Food: ['food-bank', 'community-meal'],
            'Food; drink': ['warm-space'],
          },
          otherwise: ['community-space'],
        },
        cost: { column: 'Town', table: { Free: 'free', Pay: 'paid' } },
      },
    }
    const kinds = async (sector: string) => (await taking(mapping, row('', sector))).fields?.categories
    expect(await kinds('HOUSING ')).toEqual(['residents-union'])
    expect(await kinds('Housing; food')).toEqual(['residents-union', 'food-bank', 'community-meal'])
    expect(await kinds('Food; drink')).toEqual(['warm-space'])
    expect(await kinds('Ships')).toEqual(['community-space'])
    expect(await kinds('constructor')).toEqual(['community-space'])
    expect((await taking(mapping, row('', '', 'pay'))).fields?.cost).toBe('paid')
  })

  it('names the word that its table of kinds does not have, and the column it looked in', async () => {
    const values = { categories: { column: 'Sector', table: { Food: ['food-bank'] } } }
    const { said } = await taking({ ...base, defaults: { summary: 'Good.' }, values }, row('', 'Knitting'))
    expect(said).toEqual([
      'line 2: refuse  Beans · Kinds are not known: “Knitting” is not in the table that the mapping has for “Sector”.',
      '1 row: 1 refused.',
    ])
  })

  it('can say the same of every row, also of those that are known', async () => {
    const desk = await openDesk()
    const precise = (values: object) => {
      desk.hand(row(), { ...base, values }, { commit: true })
      return desk.entered('beans')?.precision
    }
    expect(precise({})).toBe('exact')
    expect(precise({ precision: { otherwise: 'neighbourhood' } })).toBe('neighbourhood')
    expect(precise({})).toBe('neighbourhood')
  })

  it('gives a new listing what the file does not say, also what is no text', async () => {
    const sessions = [{ days: [4, 2], weeks: ['last', 1], opens: '10:00', closes: '12:00' }]
    const defaults = {
      ...base.defaults,
      by_appointment: true,
      sessions,
      cost_note: 'Ask in {Town}',
      season_from: 4,
    }
    const { fields } = await taking(
      { ...base, defaults: { ...defaults, season_to: 'September' } },
      row('', '', 'Saltmere'),
    )
    expect(fields).toMatchObject({
      by_appointment: true,
      cost_note: 'Ask in Saltmere',
      season_from: 4,
      season_to: 9,
      sessions: [{ days: [2, 4], weeks: [1, 'last'], opens: '10:00', closes: '12:00', note: '' }],
    })
  })

  it.each([
    ['keywords', 'beans; peas', ['beans', 'peas']],
    ['keywords', 'beans, peas', ['beans', 'peas']],
    ['keywords', '["a, b", "c"]', ['a, b', 'c']],
    ['languages', 'Polish\nUkrainian', ['Polish', 'Ukrainian']],
    ['social_links', 'social.example/beans', ['https://social.example/beans']],
    ['categories', 'Food bank; Warm space', ['food-bank', 'warm-space']],
    ['organisation_kind', 'co-operative', 'coop'],
    ['access_toilet', 'YES', 'yes'],
    ['by_appointment', 'x', true],
    ['by_appointment', 'No', false],
    ['season_from', 'sept', null],
    ['website', 'http://beans.example', 'http://beans.example'],
    ['phone', 'Tel: 01632 960 111', '01632 960 111'],
    ['public_email', 'mailto:bea@beans.example', 'bea@beans.example'],
    ['confirmed_on', '2026-05-04T10:00:00Z', '2026-05-04'],
    ['street', '1 Quay Lane,\nOld Town', '1 Quay Lane, Old Town'],
    ['description', 'One\n\nTwo', 'One\n\nTwo'],
    ['serves', 'saltmere/staithe; farness', ['E07999902', 'E05999902']],
    [
      'breaks',
      '[{"starts_on":"2026-08-01","ends_on":"2026-08-31"}]',
      [{ starts_on: '2026-08-01', ends_on: '2026-08-31', note: '' }],
    ],
    ['venue', '=HYPERLINK("https://evil.example","Hall")', '=HYPERLINK("https://evil.example","Hall")'],
    ['venue', '<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['venue', "Robert'); drop table initiative;--", "Robert'); drop table initiative;--"],
  ])('reads %s from %j', async (field, text, value) => {
    expect((await cell(field, text)).fields?.[field as 'name']).toEqual(value)
  })

  it.each([
    ['by_appointment', 'perhaps', 'refuse', 'must be yes or no'],
    ['status', 'open', 'refuse', 'must be one of: active, quiet, paused, ended'],
    ['precision', 'roughly', 'refuse', 'must be one of: exact, street, neighbourhood'],
    ['confirmed_on', '04/05/2026', 'refuse', 'must be a date such as 2026-12-31'],
    ['categories', 'Sailing', 'refuse', 'There is no kind called sailing.'],
    ['paused_until', '2026-09-01', 'refuse', 'Give the date it comes back when it is paused, and only then.'],
    ['serves', 'atlantis', 'refuse', 'There is no area called atlantis here.'],
    [
      'website',
      'javascript:alert(1)',
      'add',
      'left out: Website must be a web address such as https://example.org.',
    ],
    ['public_email', 'bea at beans', 'add', 'left out: E-mail address to show'],
    ['access_bsl', 'a bit', 'add', 'left out: British Sign Language must be one of: nothing, yes, no.'],
    [
      'sessions',
      'Tue mornings',
      'add',
      'left out: When it is open is not clear about “Tue mornings”; write it like',
    ],
    [
      'sessions',
      'Fri 22:00-02:00',
      'add',
      'left out: When it is open goes past midnight in “Fri 22:00-02:00”; write it as two sessions',
    ],
    [
      'needs',
      'a van',
      'add',
      'left out: Help wanted is not clear about “a van”; write it like “people: Two pairs of hands on Saturdays”.',
    ],
    ['season_from', 'April', 'add', 'left out: Season ends: Give both ends of the season, or neither.'],
  ])('meets %s that says %j with “%s … %s”', async (field, text, outcome, words) => {
    const [line] = (await cell(field, text)).said
    expect(line).toMatch(new RegExp(`^line \\d+: ${outcome}  `))
    expect(line).toContain(words)
  })

  it('treats columns with the names of a language’s own parts like any other', async () => {
    const desk = await openDesk()
    const named = { ...base, source_id: '__proto__', fields: { name: 'constructor', postcode: 'toString' } }
    const said = desk.hand('__proto__,constructor,toString\n1,Beans,ZZ1 1AA', named, { commit: true })
    expect(said.at(-1)).toBe('1 row: 1 added.')
    expect(desk.entered('beans')?.source_id).toBe('1')
    expect({}).not.toHaveProperty('source_id')
  })
})

describe('a mapping that cannot be used', () => {
  const fields = base.fields
  it.each([
    ['no JSON', '{', 'The mapping is not JSON'],
    ['a list', '[]', 'expected object'],
    ['no source', JSON.stringify({ ...base, source: undefined }), 'source: must be a short name'],
    [
      'the examples for a source',
      JSON.stringify({ ...base, source: 'examples' }),
      'source: must not be “examples”',
    ],
    ['no name', JSON.stringify({ ...base, fields: {} }), 'fields.name: is missing'],
    [
      'a field there is not',
      JSON.stringify({ ...base, fields: { ...fields, nmae: 'Name' } }),
      'fields.nmae: is no field',
    ],
    [
      'the source as a field',
      JSON.stringify({ ...base, fields: { ...fields, source: 'X' } }),
      'fields.source: is no field',
    ],
    [
      'a default there is not',
      JSON.stringify({ ...base, defaults: { colour: 'red' } }),
      'defaults.colour: is no field',
    ],
    [
      'a field said twice',
      JSON.stringify({ ...base, values: { name: { column: 'Name', table: {} } } }),
      'values.name: is also among “fields”',
    ],
    ['a part there is not', JSON.stringify({ ...base, fileds: {} }), 'fileds'],
    [
      'a number for a column',
      JSON.stringify({ ...base, fields: { ...fields, phone: 3 } }),
      'fields.phone: must be the name of a column',
    ],
  ])('says so of %s', (_, text, message) => {
    expect(() => readMapping(text)).toThrow(message)
  })

  it('names the columns it asks for in vain, and those there are', async () => {
    const lost = {
      ...base,
      fields: { ...fields, venue: 'Hall', summary: '{Kind} in {Town}' },
      skip_where: { State: 'gone' },
    }
    await expect(taking(lost)).rejects.toThrow(
      'The mapping names “Hall”, “Kind”, “State”, which the file does not have. ' +
        'Its columns are “Ref”, “Name”, “Postcode”, “Town”, “Sector”, “Says”.',
    )
  })

  it('says which column stands in the file twice', async () => {
    await expect(taking(base, 'Ref,Name,Name,Postcode\n1,Beans,Peas,ZZ1 1AA')).rejects.toThrow(
      'The file has more than one column “Name”.',
    )
  })
})

describe('the mappings that ship', () => {
  const folder = join(ROOT, 'data/mappings')
  it.each(readdirSync(folder))('%s can be used', name => {
    expect(readMapping(readFileSync(join(folder, name), 'utf8')).source).not.toBe('')
  })
})
