import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { town } from '../../support/town.ts'
import { type Desk, openDesk } from './import-desk.ts'

const mapping = {
  source: 'growers',
  source_id: 'Ref',
  fields: { name: 'Group', postcode: 'Postcode', website: 'Web', phone: 'Phone', cost: 'Cost' },
  defaults: { summary: 'Growing things.', categories: ['community-garden'] },
}
const file = (...rows: string[]) => ['Ref,Group,Postcode,Web,Phone,Cost', ...rows].join('\n')
const beans = 'G1,Quay Beans,ZZ1 1AA,,,'
const leeks = 'G2,Staithe Leeks,ZZ1 2AB,,,'

describe('an admin with a file', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await openDesk()
  })
  afterEach(() => desk.db.close())

  it('sees what it would add, line by line, before anything is added', () => {
    expect(desk.hand(file(beans, leeks), mapping)).toEqual([
      'line 2: add  Quay Beans',
      'line 3: add  Staithe Leeks',
      '2 rows: 2 to add.',
    ])
    expect(desk.slugs()).toEqual([])
    expect(desk.db.prepare('select count(*) from initiative_fts').pluck().get()).toBe(0)
  })

  it('has it done as it was shown when they say so, and nothing the second time', () => {
    expect(desk.hand(file(beans, leeks), mapping, { commit: true }).at(-1)).toBe('2 rows: 2 added.')
    expect(desk.slugs()).toEqual(['quay-beans', 'staithe-leeks'])
    desk.setNow('2026-07-20T09:00:00Z')
    const before = desk.db.serialize()
    expect(desk.hand(file(beans, leeks), mapping, { commit: true })).toEqual(['2 rows: 2 unchanged.'])
    expect(desk.db.serialize().equals(before)).toBe(true)
  })

  it('finds a group again by the id of its source when its name changes, and its old address goes on leading there', () => {
    desk.hand(file(beans), mapping, { commit: true })
    const said = desk.hand(file('G1,Quay Beans and Peas,ZZ1 1AA,,,'), mapping, { commit: true })
    expect(said).toEqual([
      'line 2: change  Quay Beans, which is now Quay Beans and Peas · new: Name',
      '1 row: 1 changed.',
    ])
    expect(desk.slugs()).toEqual(['quay-beans-and-peas'])
    expect(desk.movedTo('quay-beans')).toBe('quay-beans-and-peas')
  })

  it('is told the number of a malformed line, and gets the rest', () => {
    const said = desk.hand(file(beans, 'G3,"Broken,ZZ1 1AD,,,', leeks, 'G4,Too few'), mapping, {
      commit: true,
    })
    expect(said).toEqual([
      'line 2: add  Quay Beans',
      'line 3: refuse  It has a quotation mark that is never closed.',
      'line 4: add  Staithe Leeks',
      'line 5: refuse  It has 2 cells where the header has 6.',
      '4 rows: 2 added and 2 refused.',
    ])
    expect(desk.slugs()).toEqual(['quay-beans', 'staithe-leeks'])
  })

  it('reads the messages of the form beside the rows it refuses', () => {
    const said = desk.hand(
      file('G1,,ZZ1 1AA,,,', 'G2,Nowhere,,,,', 'G3,Elsewhere,AB1 2CD,,,', ',No id,ZZ1 1AA,,,'),
      mapping,
    )
    expect(said).toEqual([
      'line 2: refuse  Name: Enter the name people know it by.',
      'line 3: refuse  Nowhere · Postcode: Enter a full postcode, like SS9 2AB.',
      'line 4: refuse  Elsewhere · Postcode: We do not know the postcode AB1 2CD. Check it, or give a point.',
      'line 5: refuse  The source’s own id: It has no id of its own.',
      '4 rows: 4 refused.',
    ])
  })

  it('has what a cell does not say, or says in words nobody knows, left unstated', () => {
    const costs = ['', 'Not stated', 'a tenner', 'By donation']
    const rows = costs.map((cost, at) => `G${at},Beans ${at},ZZ1 1AA,,,${cost}`)
    expect(desk.hand(file(...rows), mapping, { commit: true })[2]).toContain(
      'line 4: add  Beans 2 · left out: Cost must be one of: free, donation, paid, nothing.',
    )
    const said = desk.slugs().map(slug => desk.entered(slug))
    expect(said.map(one => one?.cost)).toEqual(['', '', '', 'donation'])
    expect(said.map(one => one?.booking)).toEqual(['', '', '', ''])
    desk.edit('beans-0', { cost: 'free' })
    desk.hand(file(...rows), mapping, { commit: true })
    expect(desk.entered('beans-0')?.cost).toBe('free')
  })

  it('is told both lines when a file has the same id twice', () => {
    const said = desk.hand(file(beans, leeks, 'G1,Quay Peas,ZZ1 1AA,,,'), mapping)
    expect(said[2]).toBe('line 4: refuse  The source’s own id: It has the same id as line 2.')
  })

  it('keeps a group whose telephone number is none, without the number', () => {
    const said = desk.hand(file('G1,Quay Beans,zz11aa,www.beans.example,ask Bea,'), mapping, { commit: true })
    expect(said[0]).toBe('line 2: add  Quay Beans · left out: Telephone must be a telephone number.')
    expect(desk.entered('quay-beans')).toMatchObject({
      postcode: 'ZZ1 1AA',
      website: 'https://www.beans.example',
      phone: '',
    })
  })

  it('passes over the rows the mapping says to', () => {
    const skipping = { ...mapping, skip_where: { Cost: ['CLOSED', 'gone'] } }
    expect(desk.hand(file(beans, 'G2,Old,ZZ1 1AA,,,closed'), skipping)).toEqual([
      'line 2: add  Quay Beans',
      '2 rows: 1 to add and 1 skipped.',
    ])
  })

  it('loses nothing and gains nothing when the import breaks half-way', () => {
    desk.hand(file(beans), mapping, { commit: true })
    const before = desk.db.serialize()
    let calls = 0
    const using = {
      ...desk.parts,
      saver: {
        save(...given: Parameters<typeof desk.parts.saver.save>) {
          if (++calls === 3) throw new Error('The disk is full.')
          return desk.parts.saver.save(...given)
        },
      },
    }
    const many = file('G1,Quay Beans Anew,ZZ1 1AA,,,', leeks, 'G5,Fennel,ZZ1 1AD,,,')
    expect(() => desk.hand(many, mapping, { commit: true, using })).toThrow('The disk is full.')
    expect(desk.db.serialize().equals(before)).toBe(true)
  })
})

describe('where an imported group stands', () => {
  const pointed = { ...mapping, fields: { ...mapping.fields, lat: 'Lat', lon: 'Lon' } }
  const at = (...rows: string[]) => ['Ref,Group,Postcode,Lat,Lon,Web,Phone,Cost', ...rows].join('\n')
  let desk: Desk
  beforeEach(async () => {
    desk = await openDesk()
  })
  afterEach(() => desk.db.close())

  it('is where its postcode is when the file has no point, and moves when the postcode does', () => {
    desk.hand(file(beans), mapping, { commit: true })
    expect(desk.entered('quay-beans')).toMatchObject({ lat: 51.4555, lon: 1.036 })
    const said = desk.hand(file('G1,Quay Beans,ZZ1 1AB,,,'), mapping, { commit: true })
    expect(said[0]).toBe('line 2: change  Quay Beans · new: Postcode, Longitude')
    expect(desk.entered('quay-beans')).toMatchObject({ lat: 51.4555, lon: 1.039 })
  })

  it('stays where an editor put it while the postcode is the same', () => {
    desk.hand(file(beans), mapping, { commit: true })
    desk.edit('quay-beans', { lat: 51.456, lon: 1.04 })
    desk.hand(file('G1,Quay Bean Rows,ZZ1 1AA,,,'), mapping, { commit: true })
    expect(desk.entered('quay-bean-rows')).toMatchObject({ lat: 51.456, lon: 1.04 })
  })

  it('follows its postcode even from where an editor put it', () => {
    desk.hand(file(beans), mapping, { commit: true })
    desk.edit('quay-beans', { lat: 51.456, lon: 1.04 })
    desk.hand(file('G1,Quay Beans,ZZ1 1AB,,,'), mapping, { commit: true })
    expect(desk.entered('quay-beans')).toMatchObject({ lat: 51.4555, lon: 1.039 })
  })

  it('keeps the neighbourhood its postcode belongs to, whatever else changes', () => {
    const home = () =>
      desk.db
        .prepare("select a.name from initiative_area ia join area a on a.id = ia.area_id where role = 'home'")
        .pluck()
        .get()
    desk.db.prepare("update postcode set ward = ? where postcode = 'ZZ1 1AA'").run(town.codes.hillcrest)
    desk.hand(file(beans), mapping, { commit: true })
    expect(home()).toBe('Hillcrest')
    desk.hand(file('G1,Quay Beans,ZZ1 1AA,https://beans.example,,'), mapping, { commit: true })
    expect(home()).toBe('Hillcrest')
  })

  it('is where the file says when it gives a point, which must be one and lie in the patch', () => {
    const said = desk.hand(
      at(
        'G1,Beans,,51.456,1.04,,,',
        'G2,London Beans,,51.5,-0.12,,,',
        'G3,Comma Beans,,"51,456","1,04",,,',
        'G4,Gulf Beans,ZZ1 1AA,0,0,,,',
        'G5,Half Beans,ZZ1 1AA,51.456,,,,',
      ),
      pointed,
      { commit: true },
    )
    expect(said).toEqual([
      'line 2: add  Beans',
      'line 3: refuse  London Beans · Latitude: The point lies outside the area this site covers.',
      'line 4: refuse  Comma Beans · Latitude must be a number of degrees. · Longitude must be a number of degrees. · Postcode: Enter a full postcode, like SS9 2AB.',
      'line 5: add  Gulf Beans · left out: Latitude: A point in the Gulf of Guinea is no address.',
      'line 6: add  Half Beans · left out: Latitude and longitude go together.',
      '5 rows: 3 added and 2 refused.',
    ])
    expect(desk.entered('beans')).toMatchObject({ lat: 51.456, lon: 1.04 })
    expect(desk.entered('gulf-beans')).toMatchObject({ lat: 51.4555, lon: 1.036 })
  })

  it('is not made of half a point from the file and half from before', () => {
    const half = at('G1,Quay Beans,ZZ1 1AA,51.459,,,,')
    desk.hand(file(beans), mapping, { commit: true })
    expect(desk.hand(half, pointed)).toEqual(['1 row: 1 unchanged.'])
    desk.edit('quay-beans', { lat: 51.456, lon: 1.04 })
    expect(desk.hand(half, pointed)).toEqual(['1 row: 1 unchanged.'])
  })

  it('is only as exact as the mapping allows', () => {
    const homes = { ...mapping, defaults: { ...mapping.defaults, precision: 'neighbourhood' } }
    desk.hand(file(beans), homes, { commit: true })
    const shown = desk.shown('quay-beans')
    expect(shown?.shown_address).toBe('')
    expect(shown?.shown_lat).not.toBe(51.4555)
    expect(JSON.stringify(shown)).not.toContain('ZZ1 1AA')
  })
})

describe('a group that is known already', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await openDesk()
    desk.hand(file('G1,Quay Beans,ZZ1 1AA,https://old.example,,'), mapping, { commit: true })
  })
  afterEach(() => desk.db.close())

  it('keeps what an editor wrote where the file says nothing', () => {
    desk.edit('quay-beans', { summary: 'Beans by the quay.', phone: '01632 960111', cost: 'donation' })
    expect(desk.hand(file('G1,Quay Beans,ZZ1 1AA,,,'), mapping, { commit: true })).toEqual([
      '1 row: 1 unchanged.',
    ])
    expect(desk.entered('quay-beans')).toMatchObject({
      summary: 'Beans by the quay.',
      website: 'https://old.example',
      phone: '01632 960111',
    })
  })

  it('says what the file says where it says something', () => {
    desk.edit('quay-beans', { website: 'https://editor.example' })
    const said = desk.hand(file('G1,Quay Beans,ZZ1 1AA,https://new.example,,'), mapping, { commit: true })
    expect(said[0]).toBe('line 2: change  Quay Beans · new: Website')
    expect(desk.entered('quay-beans')?.website).toBe('https://new.example')
  })

  it('counts as confirmed by the import on the day it came in, or on the day the file gives, and never goes back', () => {
    const dated = { ...mapping, fields: { ...mapping.fields, confirmed_on: 'Cost', cost: 'Phone' } }
    const on = (date: string) => file(`G1,Quay Beans,ZZ1 1AA,,,${date}`)
    expect(desk.entered('quay-beans')).toMatchObject({ confirmed_on: '2026-06-09', confirmed_by: 'import' })
    desk.edit('quay-beans', { confirmed_on: '2026-06-15', confirmed_by: 'organiser' })
    desk.setNow('2026-07-01T09:00:00Z')
    expect(desk.hand(on('2026-06-12'), dated, { commit: true })).toEqual(['1 row: 1 unchanged.'])
    expect(desk.hand(on('2026-07-02'), dated, { commit: true })[0]).toBe(
      'line 2: refuse  Quay Beans · Last confirmed: The day it was last confirmed is still to come.',
    )
    desk.hand(on('2026-06-30'), dated, { commit: true })
    expect(desk.entered('quay-beans')).toMatchObject({ confirmed_on: '2026-06-30', confirmed_by: 'import' })
  })

  it('is paused, goes on again and ends as the file says, and its date of coming back goes with the pause', () => {
    const { website: _, phone: __, ...fields } = mapping.fields
    const dated = { ...mapping, fields: { ...fields, status: 'Web', paused_until: 'Phone' } }
    const says = (status: string, until = '') =>
      desk.hand(file(`G1,Quay Beans,ZZ1 1AA,${status},${until},`), dated, { commit: true })[0]
    expect(says('Paused', '2026-09-01')).toBe('line 2: change  Quay Beans · new: Status, Paused until')
    expect(says('')).toBe('1 row: 1 unchanged.')
    expect(says('Paused')).toBe('1 row: 1 unchanged.')
    expect(says('active')).toBe('line 2: change  Quay Beans · new: Status, Paused until')
    expect(desk.entered('quay-beans')).toMatchObject({ status: 'active', paused_until: null })
    says('paused', '2026-09-01')
    expect(says('ended')).toBe('line 2: change  Quay Beans · new: Status, Paused until')
    expect(says('ended', '2026-09-01')).toMatch(/^line 2: refuse .* Paused until: /)
  })

  it('stays away when an editor took it down, or made it one with another, and the file says so', () => {
    desk.hand(file(leeks), mapping, { commit: true })
    desk.takeDown('quay-beans', 'staithe-leeks')
    expect(desk.hand(file(beans, leeks), mapping, { commit: true })).toEqual([
      'line 2: skip  Quay Beans · it was made one with Staithe Leeks',
      '2 rows: 1 unchanged and 1 skipped.',
    ])
    desk.takeDown('staithe-leeks')
    expect(desk.hand(file(beans, leeks), mapping, { commit: true })).toEqual([
      'line 2: skip  Quay Beans · it was made one with another, which has gone since',
      'line 3: skip  Staithe Leeks · it was taken down here, and an editor can publish it again',
      '2 rows: 2 skipped.',
    ])
    expect(desk.slugs()).toEqual([])
    expect(desk.hand(file(beans), { ...mapping, source: 'sailors' }).at(-1)).toBe('1 row: 1 to add.')
  })

  it('is not touched by a file from another source with the same id', () => {
    desk.hand(file('G1,Sailors,ZZ1 2AB,,,'), { ...mapping, source: 'sailors' }, { commit: true })
    expect(desk.slugs()).toEqual(['quay-beans', 'sailors'])
  })
})
