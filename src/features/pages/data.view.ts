// The page on open data: formats with an example each, licence, credits, and every field there is.
import { sayNumber } from '../../platform/text/words.ts'
import { escapeHtml } from '../../platform/web/render.ts'
import { type FieldName, fieldNames, wordsFor } from '../initiatives/fields.ts'
import { COLUMNS, IN_FEED, IN_FILE, LICENCE } from '../initiatives/files.fields.ts'
import { EMBED_PATH } from '../map/embed.view.ts'
import { CREDITS } from './credits.fields.ts'
import { wordsTop } from './words.view.ts'

export function openDataPage(baseUrl: string, mail: string, siteName: string) {
  return {
    ...wordsTop('open-data', mail),
    licence: LICENCE,
    in_file: sayNumber(IN_FILE),
    in_feed: String(IN_FEED),
    formats: FORMATS.map(({ example, ...format }) => ({ ...format, example, address: baseUrl + example })),
    embed: embedCode(baseUrl, siteName),
    credits: CREDITS,
    fields: COLUMNS.map(name => ({ name, text: describe(name) })),
  }
}

/** What another site copies to show the map, and where to see what that shows. */
function embedCode(baseUrl: string, siteName: string) {
  const attributes = [
    `src="${baseUrl}${EMBED_PATH}"`,
    `title="Map of ${escapeHtml(siteName)}"`,
    'width="600" height="450" loading="lazy"',
    'style="border: 0; max-width: 100%"',
  ]
  return {
    code: `<iframe ${attributes.join('\n  ')}></iframe>`,
    href: EMBED_PATH,
    filtered: `${EMBED_PATH}?${EMBED_FILTERS}`,
  }
}

const EMBED_FILTERS = 'category=community-garden&need=any'

const FORMATS = [
  {
    icon: 'braces',
    name: 'GeoJSON',
    href: '/initiatives.geojson',
    text: 'For maps and programs. A listing without a point of its own, online or all over an area, has no geometry.',
    example: '/initiatives.geojson?category=community-garden&category=guerrilla-garden',
  },
  {
    icon: 'table',
    name: 'CSV',
    href: '/initiatives.csv',
    text: 'For spreadsheets: a row a listing, UTF-8, with the names of the columns in the first row.',
    example: '/initiatives.csv?cost=free&access=step-free',
  },
  {
    icon: 'rss',
    name: 'Atom',
    href: '/initiatives.atom',
    text: 'For feed readers: the newest first.',
    example: '/initiatives.atom?need=any',
  },
]

// What is not asked of organisers but made from it.
const MADE: Record<string, string> = {
  uuid: 'Its own id, which never changes',
  url: 'The address of its page',
  categories: 'Its kinds, the main one first',
  shown_address: 'As much of the address as may be shown',
  shown_lat: 'Latitude of the point that may be shown, WGS 84',
  shown_lon: 'Longitude of the point that may be shown, WGS 84',
  shown_metres: 'How far from that point the place may be, in metres; 0 where it is the place',
  neighbourhood: 'The neighbourhood it stands in',
  district: 'The district it stands in',
  serves: 'Areas it serves beyond that',
  sessions: 'When it is open',
  breaks: 'When it is not',
  needs: 'Help wanted',
  photos: 'Addresses of its photos; GeoJSON also has what each shows and how large it is',
  created_at: 'When it was lit here, UTC',
  updated_at: 'When its listing last changed, UTC',
}

function describe(name: string): string {
  const made = MADE[name]
  if (made !== undefined || !isField(name)) return made ?? name
  const { label: asked, choices } = wordsFor(name)
  const label = asked.replace(/\?$/, '')
  const values = choices?.map(([value]) => value) ?? []
  const unsaid = values.includes('') ? '; empty where nobody said' : ''
  return values.length > 0 ? `${label}: ${values.filter(Boolean).join(', ')}${unsaid}` : label
}

function isField(name: string): name is FieldName {
  return (fieldNames as string[]).includes(name)
}
