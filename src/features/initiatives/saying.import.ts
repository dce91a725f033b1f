// Puts a mapping and a file together: what each row says, field by field.
import { cleanLine } from '../../platform/text/clean.ts'
import { FileUnreadable } from '../../platform/text/files.ts'
import { type Cell, readCell } from './cells.rules.ts'
import { type FieldName, wordsFor } from './fields.ts'
import { type Choosing, entriesOf, type Mapping, type Wording } from './mapping.import.ts'
import type { FieldIssue } from './reading.fields.ts'
import type { RowSource, SourceRow } from './rows.import.ts'

export type Values = Partial<Record<FieldName, unknown>>
/** What a row says, and the fields whose cells could not be read. */
export interface Said {
  values: Values
  faults: FieldIssue[]
}

export interface Reading {
  sourceId(row: SourceRow): string
  skips(row: SourceRow): boolean
  said(row: SourceRow): Said
  defaults(row: SourceRow): Said
  /** Columns the mapping names that no row has: an error in a table, a remark in GeoJSON. */
  missing: string[]
}

type Text = (row: SourceRow) => string
type Teller = (row: SourceRow) => Cell

/** Throws FileUnreadable when the mapping names columns that the file does not have. */
export function makeReading(mapping: Mapping, source: RowSource): Reading {
  const columns = makeColumns(source)
  const tellers = [
    ...entriesOf(mapping.fields).map(([field, wording]) => tell(field, columns.oneOf(wording))),
    ...entriesOf(mapping.values).map(
      ([field, choosing]) => [field, choose(field, choosing, columns)] as const,
    ),
  ]
  const defaults = entriesOf(mapping.defaults).map(
    ([field, value]) => [field, tellValue(field, value, columns)] as const,
  )
  const skipping = Object.entries(mapping.skip_where).map(
    ([column, values]) => [columns.column(column), new Set([values].flat().map(comparable))] as const,
  )
  const sourceId = columns.oneOf(mapping.source_id)
  columns.check()
  return {
    sourceId: row => cleanLine(sourceId(row)),
    skips: row => skipping.some(([text, values]) => values.has(comparable(text(row)))),
    said(row) {
      const said = gather(tellers, row)
      return { ...said, values: { ...row.point, ...said.values } }
    },
    defaults: row => gather(defaults, row),
    missing: columns.missing(),
  }
}

type Columns = ReturnType<typeof makeColumns>

/** Finds columns by name, and remembers which were asked for in vain. */
function makeColumns({ columns, repeated, isTable }: RowSource) {
  const known = new Set(columns)
  const missing = new Set<string>()
  const doubled = new Set<string>()
  function column(name: string): Text {
    if (!known.has(name)) missing.add(name)
    if (repeated.has(name)) doubled.add(name)
    return row => row.cell(name)
  }
  /** `{Sector} in {Town}` with the cells filled in; '' when one of them is empty. */
  function template(text: string): Text {
    const parts = text.split(/\{([^{}]+)\}/).map((part, index) => (index % 2 ? column(part) : () => part))
    return row => {
      const filled = parts.map(part => part(row))
      return filled.some((part, index) => index % 2 && part.trim() === '') ? '' : filled.join('')
    }
  }
  function text(wording: string): Text {
    return known.has(wording) || !/\{[^{}]+\}/.test(wording) ? column(wording) : template(wording)
  }
  return {
    column,
    template,
    /** The first of several that says something. */
    oneOf(wording: Wording): Text {
      const texts = [wording].flat().map(text)
      return row => texts.map(one => one(row)).find(said => said.trim() !== '') ?? ''
    },
    missing: () => [...missing],
    check() {
      if (doubled.size > 0)
        throw new FileUnreadable(`The file has more than one column ${quoted([...doubled])}.`)
      if (missing.size === 0 || !isTable) return
      throw new FileUnreadable(
        `The mapping names ${quoted([...missing])}, which the file does not have. Its columns are ${quoted(columns)}.`,
      )
    },
  }
}

function tell(field: FieldName, text: Text): readonly [FieldName, Teller] {
  return [field, row => readCell(field, text(row))]
}

/** Looks a cell up in a table; several values in one cell are looked up one by one for a list. */
function choose(field: FieldName, { column, table, otherwise }: Choosing, columns: Columns): Teller {
  const text = column === undefined ? () => '' : columns.column(column)
  const known = new Map(
    Object.entries(table).map(([cell, value]) => [comparable(cell), tellValue(field, value, columns)]),
  )
  const unknown = otherwise === undefined ? undefined : tellValue(field, otherwise, columns)
  const isList = wordsFor(field).control === 'list'
  return row => {
    const cell = comparable(text(row))
    const pieces = isList && !known.has(cell) ? cell.split(';').map(comparable) : [cell]
    const found = pieces.flatMap(piece => known.get(piece)?.(row) ?? [])
    if (found.length === 0 && !unknown && cell !== '' && field === 'categories')
      return { fault: notInTable(cleanLine(text(row)), column) }
    return found.length > 1 ? together(found) : (found[0] ?? unknown?.(row))
  }
}

// Without a kind there is no listing: whoever has to write the table needs the word.
function notInTable(word: string, column = ''): string {
  return `are not known: “${word}” is not in the table that the mapping has for “${column}”`
}

/** A value the mapping gives itself: text may name columns and is read like a cell; the rest is taken as it is. */
function tellValue(field: FieldName, value: unknown, columns: Columns): Teller {
  if (typeof value === 'string') return tell(field, columns.template(value))[1]
  if (!Array.isArray(value) || !value.every(item => typeof item === 'string')) return () => ({ value })
  const texts = value.map(columns.template)
  return row => {
    const filled = texts.map(text => text(row)).filter(said => said.trim() !== '')
    if (wordsFor(field).control === 'list') return filled.length > 0 ? { value: filled } : undefined
    return readCell(field, filled[0] ?? '')
  }
}

function together(cells: NonNullable<Cell>[]): Cell {
  return { value: [...new Set(cells.flatMap(cell => ('value' in cell ? cell.value : [])))] }
}

function gather(tellers: (readonly [FieldName, Teller])[], row: SourceRow): Said {
  const said: Said = { values: {}, faults: [] }
  for (const [field, teller] of tellers) {
    const cell = teller(row)
    if (cell === undefined) continue
    if ('fault' in cell) said.faults.push({ field, message: `${wordsFor(field).label} ${cell.fault}.` })
    else said.values[field] = cell.value
  }
  return said
}

function comparable(text: string): string {
  return cleanLine(text).toLowerCase()
}

function quoted(names: readonly string[]): string {
  return names.map(name => `“${name}”`).join(', ')
}
