import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAPPABLE } from '../../../src/features/initiatives/mapping.import.ts'
import { type Desk, openDesk } from './import-desk.ts'

const header = ['id', ...MAPPABLE]
const mapping = {
  source: 'anything',
  source_id: 'id',
  fields: Object.fromEntries(MAPPABLE.map(name => [name, name])),
  defaults: { summary: 'Whatever they say.', categories: ['mutual-aid'], postcode: 'ZZ1 1AA' },
}
// What people and machines put in cells, by accident or not, and some of what belongs there.
const cell = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
  fc.constantFrom(
    'ZZ1 1AA',
    '51.456',
    '1.04',
    '0',
    'yes',
    'free',
    'area',
    'saltmere',
    'Tue 10-12',
    '2026-05-01',
  ),
  fc.constantFrom(
    '=1+1',
    '__proto__',
    '[{"days":[1]}]',
    '[',
    '{"a":1}',
    '\u202e',
    '\u0000',
    'NaN',
    '1e999',
    '-0',
  ),
)
const row = fc
  .record({
    id: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('1', '2')),
    name: fc.oneof(fc.constantFrom('Beans', 'Peas'), fc.string({ unit: 'grapheme', maxLength: 130 })),
    cells: fc.array(cell, { minLength: MAPPABLE.length, maxLength: MAPPABLE.length }),
    keeps: fc.array(fc.nat(MAPPABLE.length - 1), { maxLength: 5 }),
  })
  .map(({ id, name, cells, keeps }) =>
    // Only a few cells a row hold anything, or every row would be refused for something.
    header.map((field, index) => {
      if (field === 'id') return id
      return field === 'name' ? name : keeps.includes(index - 1) ? (cells[index - 1] as string) : ''
    }),
  )

function kept(desk: Desk): number {
  expect(desk.db.pragma('foreign_key_check')).toEqual([])
  expect(desk.db.pragma('integrity_check', { simple: true })).toBe('ok')
  const count = (table: string) => desk.db.prepare(`select count(*) from ${table}`).pluck().get() as number
  expect(count('initiative_private')).toBe(count('initiative'))
  expect(count('initiative_fts')).toBe(count('initiative'))
  return count('initiative')
}

describe('a file with anything at all in it', () => {
  it('is shown as it will be done, done whole, and changes nothing the second time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async rows => {
        const desk = await openDesk()
        const file = stringify([header, ...rows])
        const shown = desk.hand(file, mapping)
        expect(kept(desk)).toBe(0)
        const done = desk.hand(file, mapping, { commit: true })
        expect(done.slice(0, -1)).toEqual(shown.slice(0, -1))
        expect(kept(desk)).toBe(done.filter(line => /^line \d+: add /.test(line)).length)
        const again = desk.hand(file, mapping, { commit: true })
        expect(again.filter(line => /^line \d+: (add|change) /.test(line))).toEqual([])
        for (const line of done) expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
        desk.db.close()
      }),
      { numRuns: 60 },
    )
  })

  it('is refused in a sentence or read, when it is no table at all', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.json().map(text => Buffer.from(text)),
    )
    const desk = await openDesk()
    const small = { ...mapping, source_id: 'a', fields: { name: 'a', postcode: 'b' } }
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom('', 'a,b\n', '\u001f\u008b', '{"type":"FeatureCollection","features":['),
        (tail, head) => {
          try {
            desk.hand(Buffer.concat([Buffer.from(head, 'latin1'), tail]), small)
          } catch (error) {
            expect((error as Error).constructor.name).toBe('FileUnreadable')
          }
        },
      ),
      { numRuns: 500 },
    )
    desk.db.close()
  })
})
