// Reads CSV row by row, by the line each begins on; a broken line costs that line and no more.
import { isUtf8 } from 'node:buffer'
import { CsvError, parse } from 'csv-parse/sync'
import { cleanLine } from '../../platform/text/clean.ts'
import { FileUnreadable } from '../../platform/text/files.ts'
import type { RowSource, SourceRow } from './rows.import.ts'

const DELIMITERS = [',', ';', '\t', '|']
const MOST_RECORD = 1_000_000
const MOST_BROKEN = 1_000
const CR = 13
const LF = 10
const STOP = new Error('The visitor has seen enough.')

interface CsvRecord {
  line: number
  cells: string[]
  fault?: string
}

/** A CSV file in UTF-8, without its byte-order mark. Throws FileUnreadable when there is no header to go by. */
export function readCsv(bytes: Buffer): RowSource {
  const delimiter = delimiterOf(bytes)
  const header = headerOf(bytes, delimiter)
  const columns = header.cells.map(cleanLine)
  const places = new Map(columns.map((column, index) => [column, index]))
  const isDamaged = !isUtf8(bytes)
  return {
    columns: [...places.keys()].filter(Boolean),
    repeated: new Set(columns.filter((column, index) => places.get(column) !== index)),
    isTable: true,
    each(visit) {
      eachRecord(bytes, delimiter, record => {
        if (record.line === header.line || isBlank(record)) return true
        const fault = record.fault ?? faultOf(record.cells, columns.length, isDamaged)
        visit(rowOf(record, places, fault))
        return true
      })
    },
  }
}

/** The mark that stands most often in the first line, outside quotation marks. */
function delimiterOf(bytes: Buffer): string {
  const line = bytes.toString('utf8', 0, endOfLine(bytes, 0)).replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map(mark => line.split(mark).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] as string
}

function headerOf(bytes: Buffer, delimiter: string): CsvRecord {
  const found: CsvRecord[] = []
  eachRecord(bytes, delimiter, record => {
    if (record.fault) throw new FileUnreadable(`The header on line ${record.line} ${record.fault}.`)
    if (!isBlank(record)) found.push(record)
    return found.length === 0
  })
  const [header] = found
  if (!header) throw new FileUnreadable('The file is empty.')
  return header
}

/**
 * Visits each record until a visit answers false. After one that cannot be read, begins again at the line after
 * the one it began on, since a quotation mark that is never closed would swallow all that follows.
 */
function eachRecord(bytes: Buffer, delimiter: string, visit: (record: CsvRecord) => boolean): void {
  let from = 0
  let line = 1
  for (let broken = 0; from < bytes.length; broken++) {
    if (broken > MOST_BROKEN)
      throw new FileUnreadable(`More than ${MOST_BROKEN} lines cannot be read as CSV.`)
    const began = from
    try {
      parse(bytes.subarray(began), {
        delimiter,
        record_delimiter: ['\r\n', '\n', '\r'],
        relax_column_count: true,
        max_record_size: MOST_RECORD,
        on_record(cells: string[], { bytes: read }) {
          if (!visit({ line, cells })) throw STOP
          const next = began + read
          line += countBreaks(bytes, from, next)
          from = next
        },
      })
      return
    } catch (error) {
      if (error === STOP) return
      if (!(error instanceof CsvError)) throw error
      visit({ line, cells: [], fault: sayError(error) })
      from = endOfLine(bytes, from)
      line++
    }
  }
}

function sayError({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'has a quotation mark that is never closed'
  if (code === 'CSV_MAX_RECORD_SIZE')
    return `is longer than a row may be, or has a quotation mark that is never closed`
  return 'has a quotation mark in the wrong place'
}

function faultOf(cells: string[], expected: number, isDamaged: boolean): string | undefined {
  if (isDamaged && cells.some(cell => cell.includes('\ufffd'))) {
    return 'is not UTF-8 text; save the file as “CSV UTF-8” and try again'
  }
  const extra = cells.slice(expected).some(cell => cell.trim() !== '')
  return cells.length < expected || extra
    ? `has ${cells.length} cells where the header has ${expected}`
    : undefined
}

function rowOf({ line, cells }: CsvRecord, places: Map<string, number>, fault?: string): SourceRow {
  return {
    label: `line ${line}`,
    cell: column => cells[places.get(column) ?? -1] ?? '',
    ...(fault && { fault }),
  }
}

function isBlank({ cells, fault }: CsvRecord): boolean {
  return !fault && cells.every(cell => cell.trim() === '')
}

function countBreaks(bytes: Buffer, from: number, to: number): number {
  let breaks = 0
  for (let at = from; at < to; at++) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) breaks++
  }
  return breaks
}

/** Where the line after the one at `from` begins. */
function endOfLine(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1
}
