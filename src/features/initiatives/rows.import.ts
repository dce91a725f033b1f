// What a file of rows looks like to the import, whichever format it came in.
import type { Point } from '../../platform/geo/point.ts'

/** One row: what people would call it, its cells, and what is wrong with it as a row. */
export interface SourceRow {
  /** `line 12` or `feature 3`. */
  label: string
  /** The text of a column, '' when the row has none. */
  cell(column: string): string
  /** The point of a GeoJSON feature. */
  point?: Point
  /** Why the row cannot be read at all. */
  fault?: string
}

export interface RowSource {
  columns: readonly string[]
  /** Columns that stand in the header more than once. */
  repeated: ReadonlySet<string>
  /** Whether every row has every column; the properties of GeoJSON come and go. */
  isTable: boolean
  each(visit: (row: SourceRow) => void): void
}
