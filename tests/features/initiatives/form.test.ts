import { describe, expect, it } from 'vitest'
import { formFields } from '../../../src/features/initiatives/boxes.rules.ts'
import { fieldNames, initiativeFields } from '../../../src/features/initiatives/fields.ts'
import {
  FORM_GROUPS,
  formNames,
  formValues,
  readFormFields,
} from '../../../src/features/initiatives/form.rules.ts'
import { rowNames } from '../../../src/platform/web/rows.ts'
import { town } from '../../support/town.ts'

const ground = {
  kinds: [
    { slug: 'uniform-bank', name: 'Uniform bank' },
    { slug: 'clean-up', name: 'Clean-up' },
  ],
  areaCode: (said: string) => ({ 'Old Town': 'E05900001', E05900001: 'E05900001' })[said],
  areaName: (code: string) => (code === 'E05900001' ? 'Old Town' : code),
}
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
]
const asked = FORM_GROUPS.flatMap(({ fields }) => fields)
const SET_BY_THE_SITE = ['confirmed_on', 'confirmed_by', 'source', 'source_id', 'photos']

describe('the form of a listing', () => {
  it('asks for everything but what the site sets by itself', () => {
    expect([...asked, ...SET_BY_THE_SITE].sort()).toEqual([...fieldNames].sort())
  })

  it.each(Object.entries(town.cast))('opened for %s and sent unchanged changes nothing', (_, member) => {
    const fields = initiativeFields.parse({ ...member, confirmed_on: '2026-06-01', serves: [] })
    const values = formValues(fields, ground)
    const { input, issues } = readFormFields(asked, values, ground)
    expect(issues).toEqual([])
    expect(initiativeFields.parse({ ...input, confirmed_on: '2026-06-01' })).toEqual({
      ...fields,
      ...{ confirmed_by: 'organiser', source: '', source_id: '', photos: [] },
    })
  })

  it('draws a box or a choice for every name that it reads', () => {
    const drawn = formFields(asked, ground).flatMap(field =>
      field.control === 'rows' ? rowNames(field) : [field.name],
    )
    expect(drawn).toEqual(formNames(asked))
    expect(new Set(drawn).size).toBe(drawn.length)
  })

  it('says next to the box what it cannot read, and keeps the rest', () => {
    const values = {
      ...{ 'sessions-2-days': '2', 'sessions-2-opens': 'whenever', 'sessions-2-closes': 'noon' },
      'breaks-1-ends_on': '2027-01-04',
      'needs-1-title': 'hands',
      serves: 'Atlantis',
      phone: '01632 960123',
    }
    const { input, issues } = readFormFields(
      ['sessions', 'breaks', 'needs', 'serves', 'phone'],
      values,
      ground,
    )
    expect(issues.map(({ path }) => path[0])).toEqual([
      'sessions-2-opens',
      'breaks-1-starts_on',
      'needs-1-kind',
      'serves',
    ])
    expect(issues[3]?.message).toContain('Atlantis')
    expect(input.phone).toBe('01632 960123')
  })

  it('offers the months of a season by name, and none', () => {
    for (const field of formFields(['season_from', 'season_to'], ground)) {
      expect(field).toMatchObject({ control: 'select', optional: true })
      const options = 'options' in field ? field.options : []
      expect(options.map(({ label }) => label)).toEqual(['No season', ...MONTHS])
    }
    const read = (from: string, to: string) =>
      readFormFields(['season_from', 'season_to'], { season_from: from, season_to: to }, ground)
    expect(read('3', '10').input).toEqual({ season_from: 3, season_to: 10 })
    expect(read('', '').input).toEqual({ season_from: null, season_to: null })
    const { error } = initiativeFields.shape.season_from.safeParse(read('13', 'x').input.season_to)
    expect(error?.issues[0]?.message).toBe('must be a month, like March')
  })

  it('does not let a thing be there and missing', () => {
    const values = { access_yes: ['toilet'], access_no: ['toilet', 'parking'] }
    const { input, issues } = readFormFields(['access_toilet', 'access_parking'], values, ground)
    expect(issues).toHaveLength(1)
    expect(input.access_parking).toBe('no')
  })
})
