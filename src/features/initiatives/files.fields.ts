// What there is of a list as a file: its kinds, how much one part holds, and its columns.
import { fieldsFiled } from './kept.fields.ts'

/** Which file is wanted, as plain data: it may be made in another thread. */
export interface FileTask {
  extension: Extension
  query: Record<string, unknown>
}

/** A finished file. */
export interface Filed {
  body: Uint8Array
  etag: string
  headers: Record<string, string>
}

export type Extension = keyof typeof FILES

export const LICENCE = 'https://creativecommons.org/licenses/by/4.0/'
// A longer list comes in parts, each with the address of the next.
export const IN_FILE = 5000
export const IN_FEED = 50

export const FILES = {
  '.geojson': { type: 'application/geo+json', size: IN_FILE, more: {} },
  '.csv': {
    type: 'text/csv',
    size: IN_FILE,
    more: { 'Content-Disposition': 'attachment; filename="points-of-light.csv"' },
  },
  '.atom': { type: 'application/atom+xml', size: IN_FEED, more: {} },
}

/** The columns of the CSV; GeoJSON has the same as properties. */
export const COLUMNS = [
  'uuid',
  'url',
  'categories',
  ...fieldsFiled(),
  'shown_address',
  'shown_lat',
  'shown_lon',
  'shown_metres',
  'neighbourhood',
  'district',
  'serves',
  'sessions',
  'breaks',
  'needs',
  'photos',
  'created_at',
  'updated_at',
]

/** What is asked for in an address, as a file has it: feeds have an order of their own. */
export function fileQuery(extension: Extension, query: Record<string, unknown>): Record<string, unknown> {
  return extension === '.atom' ? { ...query, sort: 'newest' } : query
}
