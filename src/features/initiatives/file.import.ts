// Opens a file of rows, whatever it was packed or encoded as.
import { gunzipSync } from 'node:zlib'
import { FileUnreadable } from '../../platform/text/files.ts'
import { readCsv } from './csv.import.ts'
import { readGeojson } from './geojson.import.ts'
import type { RowSource } from './rows.import.ts'

/** The largest file that is read, unpacked: whole, in memory. */
export const MOST_BYTES = 200_000_000

/** CSV or GeoJSON, told apart by how it begins and not by its name. Throws FileUnreadable. */
export function openRows(bytes: Buffer, most = MOST_BYTES): RowSource {
  const text = withoutMark(decoded(unpacked(bytes, most)))
  if (text.length > most) throw new FileUnreadable(sayTooLarge(most))
  const first = text.toString('utf8', 0, 1000).trimStart().charAt(0)
  if (first === '') throw new FileUnreadable('The file is empty.')
  return first === '{' || first === '[' ? readGeojson(text) : readCsv(text)
}

function sayTooLarge(most: number): string {
  return `The file is larger than ${most / 1_000_000} MB; split it and import the parts.`
}

function unpacked(bytes: Buffer, most: number): Buffer {
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    throw new FileUnreadable('The file is a spreadsheet or a zip archive; save it as CSV and try again.')
  }
  if (!begins(bytes, [0x1f, 0x8b])) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: most })
  } catch (error) {
    const isLarge = error instanceof RangeError
    throw new FileUnreadable(
      isLarge ? sayTooLarge(most) : 'The file is packed with gzip, and the packing is damaged.',
    )
  }
}

/** Spreadsheets write UTF-16 when asked for “Unicode text”; its mark leaves no doubt. */
function decoded(bytes: Buffer): Buffer {
  if (begins(bytes, [0xff, 0xfe])) return Buffer.from(new TextDecoder('utf-16le').decode(bytes))
  if (begins(bytes, [0xfe, 0xff])) return Buffer.from(new TextDecoder('utf-16be').decode(bytes))
  return bytes
}

function withoutMark(bytes: Buffer): Buffer {
  return begins(bytes, [0xef, 0xbb, 0xbf]) ? bytes.subarray(3) : bytes
}

function begins(bytes: Buffer, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}
