// Reads files that come from elsewhere, plain or gzipped: JSON whole, CSV row by row however long it is.
import { createReadStream, readdirSync, statSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip, gunzip } from 'node:zlib'
import { parse } from 'csv-parse'

/** Raised when a file cannot be used at all; the message is one sentence for the person at the terminal. */
export class FileUnreadable extends Error {}

export interface CsvRow {
  line: number
  cells: string[]
}

/** A line that was left out, and why. */
export interface Refusal {
  file: string
  line: number
  why: string
}

// A small file may unpack to more than there is memory for.
const MOST_BYTES = 512 * 1024 * 1024
const LONGEST_LINE = 100_000
const MISPLACED = 'has a quotation mark in the wrong place'

/** The files a person named: a folder stands for the CSV files in it, plain or gzipped. Throws FileUnreadable. */
export function filesAt(paths: readonly string[]): string[] {
  return paths.flatMap(path => {
    const about = statSync(path, { throwIfNoEntry: false })
    if (!about) throw new FileUnreadable(`There is no file ${path}.`)
    if (!about.isDirectory()) return [path]
    const names = readdirSync(path).filter(name => /\.csv(\.gz)?$/i.test(name))
    if (names.length === 0) throw new FileUnreadable(`There are no CSV files in ${path}.`)
    return names.sort().map(name => join(path, name))
  })
}

/** The first few words of a file: `{` begins JSON, `alias,name` a CSV with these columns. Throws FileUnreadable. */
export async function beginningOf(file: string): Promise<string> {
  try {
    for await (const piece of await textOf(file)) return withoutMark(piece).trimStart().slice(0, 500)
    return ''
  } catch (error) {
    throw unreadable(file, error)
  }
}

/** The whole of a file of text. Throws FileUnreadable. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    return withoutMark(
      (isGzipped(bytes) ? await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString(
        'utf8',
      ),
    )
  } catch (error) {
    throw unreadable(file, error)
  }
}

/** The whole of a JSON file. Throws FileUnreadable. */
export async function readJson(file: string): Promise<unknown> {
  return parseJson(await readText(file), file)
}

/** A text as JSON; `what` is what to call it in a complaint. Throws FileUnreadable. */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(withoutMark(text))
  } catch (error) {
    throw new FileUnreadable(`${what} is not JSON (${error instanceof Error ? error.message : error}).`)
  }
}

/**
 * The rows of a CSV file, the header among them, one at a time. A line that breaks the rules of quoting goes to
 * `refuse` and costs no other line: none of the files we read has a line break inside a cell. Throws FileUnreadable.
 */
export async function* readCsv(file: string, refuse: (refusal: Refusal) => void): AsyncGenerator<CsvRow> {
  const rows = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true })
  let text: Readable | undefined
  try {
    text = await textOf(file)
    const lines = text.pipe(wholeLines((line, why) => refuse({ file, line, why })))
    // A stream does not hand its failure on to the next.
    text.on('error', error => lines.destroy(error))
    lines.on('error', error => rows.destroy(error))
    for await (const { info, record } of lines.pipe(rows)) yield { line: info.lines, cells: record }
  } catch (error) {
    throw unreadable(file, error)
  } finally {
    text?.destroy()
  }
}

function unreadable(file: string, error: unknown): FileUnreadable {
  if (error instanceof FileUnreadable) return error
  return new FileUnreadable(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
}

async function textOf(file: string): Promise<Readable> {
  const handle = await open(file)
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0).finally(() => handle.close())
  const bytes = createReadStream(file, { highWaterMark: 1 << 18 })
  if (!isGzipped(buffer)) return bytes.setEncoding('utf8')
  const plain = createGunzip()
  bytes.on('error', error => plain.destroy(error))
  plain.on('close', () => bytes.destroy())
  return bytes.pipe(plain).setEncoding('utf8')
}

function isGzipped(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** Passes on whole lines; one that is wrongly quoted becomes an empty line, so that the numbers stay right. */
function wholeLines(refuse: (line: number, why: string) => void): Transform {
  let rest = ''
  let number = 0
  const checked = (line: string) => {
    number++
    const fault = quotingFault(line)
    if (fault === undefined) return line
    refuse(number, fault)
    return line.endsWith('\r') ? '\r' : ''
  }
  return new Transform({
    decodeStrings: false,
    transform(piece: string, _encoding, done) {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LONGEST_LINE) return done(new Error('its lines are too long for a table'))
      done(null, lines.map(line => `${checked(line)}\n`).join(''))
    },
    flush(done) {
      done(null, rest && checked(rest))
    },
  })
}

/** A quotation mark opens a cell at its very beginning, closes it at its very end, and stands twice in between. */
function quotingFault(line: string): string | undefined {
  let open = line.indexOf('"')
  while (open !== -1) {
    if (!',\ufeff'.includes(line.charAt(open - 1))) return MISPLACED
    let close = line.indexOf('"', open + 1)
    while (close !== -1 && line[close + 1] === '"') close = line.indexOf('"', close + 2)
    if (close === -1) return 'has a quotation mark that is never closed'
    if (!',\r'.includes(line.charAt(close + 1))) return MISPLACED
    open = line.indexOf('"', close + 1)
  }
  return undefined
}
