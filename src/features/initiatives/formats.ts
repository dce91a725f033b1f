// The same list as GeoJSON, CSV and Atom.
import { stringify } from 'csv-stringify/sync'
import { generateAtomFeed } from 'feedsmith'
import { cleanText } from '../../platform/text/clean.ts'
import { COLUMNS, LICENCE } from './files.fields.ts'
import type { Exported } from './kept.fields.ts'
import { PHOTO_TYPE, photoPath } from './photo.rules.ts'
import { sayRegular } from './sessions.rules.ts'

export interface FormatContext {
  baseUrl: string
  /** Path and query of the list as a page, and of this file. */
  pageHref: string
  selfHref: string
  /** Of the next part of the same list, '' for none. */
  nextHref: string
  total: number
}

/** A FeatureCollection; areas and online listings have no geometry, for they have no point of their own. */
export function toGeoJson(list: readonly Exported[], { baseUrl, nextHref, total }: FormatContext): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    licence: LICENCE,
    numberMatched: total,
    numberReturned: list.length,
    ...(nextHref && { next: baseUrl + nextHref }),
    features: list.map(one => ({
      type: 'Feature',
      id: one.uuid,
      geometry:
        one.where_kind === 'address' && one.shown_lat !== null
          ? { type: 'Point', coordinates: [one.shown_lon, one.shown_lat] }
          : null,
      properties: propertiesOf(one, baseUrl),
    })),
  })
}

/** A table with a byte-order mark for spreadsheets; cells that would be formulas are quoted. */
export function toCsv(list: readonly Exported[], { baseUrl }: FormatContext): string {
  const records = list.map(one => {
    const { sessions, breaks, needs, photos, ...row } = propertiesOf(one, baseUrl)
    const flat = Object.entries(row).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join('; ') : value,
    ])
    return {
      ...Object.fromEntries(flat),
      sessions: sessions.map(sayRegular).join('; '),
      breaks: breaks.map(({ starts_on, ends_on }) => `${starts_on} to ${ends_on}`).join('; '),
      needs: needs.map(({ kind, title }) => `${kind}: ${title}`).join('; '),
      photos: photos.map(({ url }) => url).join('; '),
    }
  })
  return stringify(records, {
    header: true,
    columns: COLUMNS,
    bom: true,
    escape_formulas: true,
    cast: { boolean: value => (value ? 'yes' : 'no') },
  })
}

/** A feed of the same list, newest first. */
export function toAtom(
  list: readonly Exported[],
  { baseUrl, pageHref, selfHref, nextHref }: FormatContext,
  words: { title: string; siteName: string; updated: string },
): string {
  return generateAtomFeed({
    id: baseUrl + selfHref,
    title: text(`${words.title} – ${words.siteName}`),
    updated:
      list
        .map(({ updated_at }) => updated_at)
        .sort()
        .at(-1) ?? words.updated,
    rights: text(`Creative Commons Attribution 4.0, ${LICENCE}`),
    authors: [{ name: plain(words.siteName) }],
    links: [
      { href: baseUrl + selfHref, rel: 'self', type: 'application/atom+xml' },
      { href: baseUrl + pageHref, rel: 'alternate', type: 'text/html' },
      ...(nextHref ? [{ href: baseUrl + nextHref, rel: 'next', type: 'application/atom+xml' }] : []),
    ],
    entries: list.map(one => ({
      id: `urn:uuid:${one.uuid}`,
      title: text(one.name),
      summary: text([one.summary, one.shown_address || one.neighbourhood].filter(Boolean).join(' ')),
      updated: one.updated_at,
      published: one.created_at,
      links: [
        { href: addressOf(one, baseUrl), rel: 'alternate', type: 'text/html' },
        ...photosOf(one, baseUrl).map(({ url, description }) => ({
          ...{ href: url, rel: 'enclosure', type: PHOTO_TYPE, title: plain(description) },
        })),
      ],
      categories: one.categories.split('; ').map(term => ({ term })),
    })),
  }) as string
}

function propertiesOf(one: Exported, baseUrl: string) {
  const { id: _, slug: __, ...rest } = one
  return { url: addressOf(one, baseUrl), ...rest, photos: photosOf(one, baseUrl) }
}

function photosOf({ photos }: Exported, baseUrl: string) {
  return photos.map(({ uuid, alt, width, height }) => ({
    ...{ url: baseUrl + photoPath(uuid, 'large'), description: alt, width, height },
  }))
}

// Names keep their letters in an address; in a file it is written as every program understands it.
function addressOf({ slug }: Exported, baseUrl: string): string {
  return encodeURI(`${baseUrl}/initiatives/${slug}`)
}

function text(value: string) {
  return { value: plain(value) }
}

// Control characters cannot stand in XML, however they are written.
function plain(text: string): string {
  return cleanText(text).replace(/[\ufffe\uffff\p{Cs}]/gu, '')
}
