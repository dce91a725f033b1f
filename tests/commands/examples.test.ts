import { describe, expect, it } from 'vitest'
import { loadExamples, readExamples } from '../../src/features/initiatives/loading.import.ts'
import { openTerminal } from './terminal.ts'

const example = (fields: object) => ({
  source: 'examples',
  source_id: 'tide-choir',
  name: 'Tide Choir',
  summary: 'Songs on the sea wall.',
  categories: ['peer-support'],
  postcode: 'ZZ1 2AB',
  confirmed_days_ago: 3,
  created_days_ago: 40,
  ...fields,
})

describe('the examples', () => {
  it('are loaded once, and made fresh when they are loaded again', async () => {
    const { context, setNow } = await openTerminal({ cast: {} })
    const choir = () => context.reader.bySlug('tide-choir')
    expect(loadExamples(context, [example({})])).toEqual({ added: 1, changed: 0, unchanged: 0, refused: [] })
    expect(choir()).toMatchObject({
      source: 'examples',
      confirmed_on: '2026-06-06',
      created_at: '2026-04-30T12:00:00.000Z',
    })
    expect(loadExamples(context, [example({})])).toMatchObject({ added: 0, unchanged: 1 })
    setNow('2026-07-09T08:30:00Z')
    expect(loadExamples(context, [example({})])).toMatchObject({ added: 0, changed: 1 })
    expect(choir()).toMatchObject({ confirmed_on: '2026-07-06', created_at: '2026-04-30T12:00:00.000Z' })
  })

  it('never count as added in the future', async () => {
    const { context } = await openTerminal({ cast: {} })
    loadExamples(context, [example({ created_days_ago: 0 })])
    expect(context.reader.bySlug('tide-choir')?.created_at).toBe('2026-06-09T08:30:00.000Z')
  })

  it('that cannot be placed are named, and the rest are loaded', async () => {
    const { context } = await openTerminal({ cast: {} })
    const loaded = loadExamples(context, [
      example({ source_id: 'lost', postcode: 'AB1 2CD' }),
      'nonsense',
      example({}),
    ])
    expect(loaded.added).toBe(1)
    expect(loaded.refused).toEqual([
      'lost: Postcode: We do not know the postcode AB1 2CD. Check it, or give a point.',
      expect.stringMatching(/^An example: Name: Enter the name people know it by\./),
    ])
  })

  it('go away all together when an admin says so, and nothing else does', async () => {
    const terminal = await openTerminal()
    const before = terminal.slugs()
    loadExamples(terminal.context, [example({})])
    expect(terminal.slugs()).toHaveLength(before.length + 1)
    expect(await terminal.type('examples', '--remove')).toMatchObject({
      code: 0,
      out: ['1 example would be removed. Nothing has been changed. Add --commit to do it.'],
    })
    expect(terminal.slugs()).toHaveLength(before.length + 1)
    const type = () => terminal.type('examples', '--remove', '--commit')
    expect(await type()).toMatchObject({ code: 0, out: ['1 example removed.'] })
    expect(terminal.slugs()).toEqual(before)
    expect(await type()).toMatchObject({ code: 0, out: ['0 examples removed.'] })
    expect(await terminal.type('examples', '--remove')).toMatchObject({
      code: 0,
      out: ['There are no examples to remove.'],
    })
  })

  it('are loaded at once, so that --commit alone is a mistake', async () => {
    const terminal = await openTerminal({ cast: {} })
    const { code, err } = await terminal.type('examples', '--commit')
    expect(code).toBe(2)
    expect(err[0]).toMatch(/^--commit goes with --remove; examples are loaded at once\./)
  })

  it('that ship are of other places than the town’s, and each refusal is said', async () => {
    const terminal = await openTerminal({ cast: {} })
    const { length } = readExamples()
    const { code, out, err } = await terminal.type('examples')
    expect(code).toBe(1)
    expect(err.length).toBeGreaterThan(length / 2)
    expect(out).toEqual([expect.stringMatching(new RegExp(`^${length} examples: .* refused\\.$`))])
  })
})
