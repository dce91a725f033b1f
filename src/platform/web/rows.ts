// Rows of a form: what was sent in each, and the buttons that add one or take one away without anything being saved.
import { countRows, type FormValues, firstOf, type PlainField, type RowsField, rowName } from './forms.ts'

/** The name that the buttons of rows send. */
export const ROWS_BUTTON = 'rows'

/** Every name that the rows of a field may send. */
export function rowNames(field: RowsField): string[] {
  return Array.from({ length: field.most }, (_, at) => namesIn(field, at)).flat()
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
  const [name = '', act = '', number = ''] = firstOf(values, ROWS_BUTTON).split(' ')
  const field = fields.find(one => one.name === name)
  if (!field || (act !== 'add' && act !== 'remove')) return undefined
  const rows = readRows(field, values)
  const sent = rows.length > 0 ? rows : [blankOf(field.columns)]
  const after =
    act === 'add'
      ? [...sent, blankOf(field.columns)].slice(0, field.most)
      : sent.filter((_, at) => String(at + 1) !== number)
  const own = new Set([...rowNames(field), ROWS_BUTTON])
  const rest = Object.fromEntries(Object.entries(values).filter(([sentName]) => !own.has(sentName)))
  const at = act === 'add' ? rowName(name, after.length - 1) : name
  return { values: { ...rest, ...writeRows(field, after) }, name, at }
}

function namesIn({ name, columns }: RowsField, at: number): string[] {
  return columns.map(column => `${rowName(name, at)}-${column.name}`)
}

function blankOf(columns: readonly PlainField[]): FormValues {
  return Object.fromEntries(columns.map(({ name }) => [name, '']))
}
