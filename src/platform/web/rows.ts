// Rows of a form: what was sent in each, and the buttons that add one or take one away without anything being saved.
import {
  additionName,
  countRows,
  type FormValues,
  type PlainField,
  type RowsField,
  removalName,
  rowName,
} from './forms.ts'

/** Every name that the rows of a field may send. */
export function rowNames(field: RowsField): string[] {
  const rows = Array.from({ length: field.most }, (_, at) => [
    ...namesIn(field, at),
    removalName(field.name, at),
  ])
  return [...rows.flat(), additionName(field.name)]
}

/** What was sent in each row, by the names of its columns. */
export function readRows(field: RowsField, values: FormValues): FormValues[] {
  return Array.from({ length: countRows(field, values) }, (_, at) =>
    Object.fromEntries(
      field.columns.map(({ name }) => [name, values[`${rowName(field.name, at)}-${name}`] ?? '']),
    ),
  )
}

/** The rows as a form sends them. */
export function writeRows({ name }: Pick<RowsField, 'name'>, rows: readonly FormValues[]): FormValues {
  const pairs = rows.flatMap((row, at) =>
    Object.entries(row).map(([column, value]) => [`${rowName(name, at)}-${column}`, value] as const),
  )
  return Object.fromEntries(pairs)
}

/** The values with one row more or fewer, and the place to look at; nothing when no such button was pressed. */
export function pressRows(
  fields: readonly RowsField[],
  values: FormValues,
): { values: FormValues; name: string; at: string } | undefined {
  const field = fields.find(one => pressedIn(one, values))
  if (!field) return undefined
  const { name, columns, most } = field
  const sent = readRows(field, values)
  const rows = sent.length > 0 ? sent : [blankOf(columns)]
  const isMore = additionName(name) in values
  const after = isMore
    ? [...rows, blankOf(columns)].slice(0, most)
    : rows.filter((_, at) => !(removalName(name, at) in values))
  const own = new Set(rowNames(field))
  const rest = Object.fromEntries(Object.entries(values).filter(([other]) => !own.has(other)))
  return {
    values: { ...rest, ...writeRows(field, after) },
    name,
    at: isMore ? rowName(name, after.length - 1) : name,
  }
}

function pressedIn({ name, most }: RowsField, values: FormValues): boolean {
  if (additionName(name) in values) return true
  return Array.from({ length: most }, (_, at) => removalName(name, at)).some(button => button in values)
}

function namesIn({ name, columns }: RowsField, at: number): string[] {
  return columns.map(column => `${rowName(name, at)}-${column.name}`)
}

function blankOf(columns: readonly PlainField[]): FormValues {
  return Object.fromEntries(columns.map(({ name }) => [name, '']))
}
