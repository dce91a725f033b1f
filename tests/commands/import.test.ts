import { describe, expect, it } from 'vitest'
import { openTerminal } from './terminal.ts'

const mapping = {
  source: 'growers',
  source_id: 'Ref',
  fields: { name: 'Group', postcode: 'Postcode' },
  defaults: { summary: 'Growing things.', categories: ['community-garden'] },
}
const rows = 'Ref,Group,Postcode\n1,Quay Beans,ZZ1 1AA\n2,Lost Leeks,AB1 2CD\n'

describe('an admin who types “import”', () => {
  it('sees what would happen, says so, and finds it on the site', async () => {
    const terminal = await openTerminal({ cast: {} })
    const typed = ['import', terminal.put('rows.csv', rows), '--map', terminal.put('map.json', mapping)]
    expect(await terminal.type(...typed)).toMatchObject({
      code: 0,
      out: [
        'line 2: add  Quay Beans',
        'line 3: refuse  Lost Leeks · Postcode: We do not know the postcode AB1 2CD. Check it, or give a point.',
        '2 rows: 1 to add and 1 refused.',
        'Nothing was kept. Add --commit to do it; refused lines are left out.',
      ],
    })
    expect(terminal.slugs()).toEqual([])
    const done = await terminal.type(...typed, '--commit')
    expect(done.out.at(-1)).toBe('2 rows: 1 added and 1 refused.')
    const page = await terminal.get('/initiatives/quay-beans')
    expect(page.text).toContain('Growing things.')
    expect(page.text).toContain('Quay Beans')
    expect((await terminal.type(...typed, '--commit')).out.at(-1)).toBe('2 rows: 1 unchanged and 1 refused.')
  })

  it('is told how far it has got with a long file', async () => {
    const terminal = await openTerminal({ cast: {} })
    const many = `Ref,Group,Postcode\n${'1,,\n'.repeat(2_500)}`
    const answer = await terminal.type(
      'import',
      terminal.put('rows.csv', many),
      '--map',
      terminal.put('map.json', mapping),
    )
    expect(answer.progress).toEqual([
      expect.stringContaining('new listings will not state cost, referral and booking.'),
      '1,000 rows read',
      '2,000 rows read',
    ])
    expect(answer.code).toBe(1)
  })

  it.each([
    ['no file', ['--map', 'map.json'], 2, 'Say which file, and which mapping'],
    ['two files', ['rows.csv', 'more.csv', '--map', 'map.json'], 2, 'Say which file, and which mapping'],
    ['no mapping', ['rows.csv'], 2, 'Say which file, and which mapping'],
    ['an option there is not', ['rows.csv', '--map', 'map.json', '--force'], 2, '--force'],
    ['a file that is not there', ['gone.csv', '--map', 'map.json'], 1, 'gone.csv cannot be read (ENOENT'],
    [
      'a mapping that is not there',
      ['rows.csv', '--map', 'gone.json'],
      1,
      'gone.json cannot be read (ENOENT',
    ],
    [
      'a file with nothing but a header',
      ['header.csv', '--map', 'map.json'],
      1,
      'The file has no rows, only a header.',
    ],
    [
      'a file that does not fit the mapping',
      ['other.csv', '--map', 'map.json'],
      1,
      'Its columns are “a”, “b”.',
    ],
    ['a mapping that is none', ['rows.csv', '--map', 'rows.csv'], 1, 'The mapping is not JSON'],
  ])('is told in a sentence about %s', async (_, args, code, words) => {
    const terminal = await openTerminal({ cast: {} })
    const paths = new Map([
      ['rows.csv', terminal.put('rows.csv', rows)],
      ['header.csv', terminal.put('header.csv', 'Ref,Group,Postcode\n')],
      ['other.csv', terminal.put('other.csv', 'a,b\n1,2\n')],
      ['map.json', terminal.put('map.json', mapping)],
    ])
    const answer = await terminal.type('import', ...args.map(arg => paths.get(arg) ?? arg))
    expect(answer).toMatchObject({ code, out: [], err: [expect.stringContaining(words)] })
    expect(terminal.slugs()).toEqual([])
  })

  it('cannot be fooled by a file that writes to the terminal', async () => {
    const terminal = await openTerminal({ cast: {} })
    const nasty = { ...mapping, fields: { ...mapping.fields, categories: 'Group' } }
    const answer = await terminal.type(
      'import',
      terminal.put('rows.csv', 'Ref,Group,Postcode\n1,"\u001b[2J\u202eBeans\nline 9: add  Peas",ZZ1 1AA\n'),
      '--map',
      terminal.put('map.json', nasty),
    )
    expect(answer.out[0]).toMatch(
      /^line 2: refuse {2}\[2JBeans, line 9: add Peas · Kinds: There is no kind called 2jbeans\. There are: food-bank, /,
    )
  })
})
