// Every public address worth visiting in the fictional town: one of each sort of page, and every other format.
import { slugOf } from '../../src/platform/text/clean.ts'
import type { CastMember } from './town/north.ts'
import { town } from './town.ts'

export interface PublicPage {
  name: string
  path: string
  status: number
}

const { cast } = town
const VOCABULARY = Object.values(cast).flatMap(({ name, summary }) =>
  `${name} ${summary}`.split(/[^\p{L}]+/u),
)
const KINDS = Object.values(cast).flatMap(({ categories }) => categories.slice(0, 1))

/** An invented listing beside the real ones: with it, every page says that there are such. */
export const example: CastMember = {
  name: 'Hillcrest Example Seed Swap',
  summary: 'Seeds that nobody has ever sown.',
  categories: ['community-garden'],
  venue: 'The old reservoir bank',
  postcode: 'ZZ2 1AB',
  needs: [{ kind: 'skills', title: 'Somebody who can draw up a rota' }],
  confirmed_on: '2026-06-01',
  source: 'examples',
  source_id: 'seed-swap',
}

/** More than fill a list, no two of them alike, with as much on their cards as there can be. */
export const many: CastMember[] = Array.from({ length: 30 }, (_, at) => ({
  name: words(at * 29, 6),
  summary: `${words(at * 31, 22)}.`,
  categories: KINDS.slice(at % 17, (at % 17) + 3),
  postcode: `ZZ1 1${['AA', 'AB', 'AD', 'AE', 'AF'][at % 5]}`,
  sessions: [{ days: [2, (at % 4) + 4], opens: `1${at % 10}:15`, closes: '21:30' }],
  cost: at % 2 === 0 ? 'free' : 'donation',
  access_step_free: at % 3 === 0 ? 'yes' : 'no',
  needs: [{ kind: 'people', title: words(at * 37, 5), detail: words(at * 41, 12) }],
  confirmed_on: `2026-0${(at % 5) + 1}-1${at % 10}`,
}))

/** The address of a listing's own page. */
export function addressOf({ name }: CastMember): string {
  return encodeURI(`/initiatives/${slugOf(name)}`)
}

/** Every page; the site must have `example` among its listings. */
export const pages: readonly PublicPage[] = [
  page('the first page', '/'),
  page('the whole list', '/initiatives'),
  page(
    'a list with every filter in use',
    '/initiatives?q=uniform&near=ZZ1+1AA&within=5&area=saltmere&category=uniform-bank&open=tue&cost=free&access=step-free&need=any',
  ),
  page('a list by distance', '/initiatives?near=ZZ1+1AA&within=10'),
  page('a list of one', '/initiatives?category=uniform-bank'),
  page('an empty list', '/initiatives?near=ZZ1+1AA&within=1&category=community-garden&cost=paid'),
  page('a list of a misspelt word', '/initiatives?q=unifrom'),
  page('a list with a filter that we do not know', '/initiatives?category=cats'),
  page('the second part of a list', '/initiatives?page=2'),
  page('a place that could be two', '/near?q=Kilnfield&category=community-garden&within=5'),
  page('a place that nobody knows', '/near?q=Nowhere+at+all'),
  page('no place at all', '/near'),
  page('a listing', addressOf(cast.uniformBank)),
  page('a listing at home', addressOf(cast.homeSwap)),
  page('a listing that is paused', addressOf(cast.pausedSupper)),
  page('a listing that has ended', addressOf(cast.endedToys)),
  page('a listing that has gone out', addressOf(cast.forgottenTools)),
  page('a listing all over an area', addressOf(cast.mutualAid)),
  page('a listing online', addressOf(cast.adviceLine)),
  page('a listing with a long name', addressOf(cast.longName)),
  page('a listing with accents', addressOf(cast.polishCoffee)),
  page('a listing with awkward punctuation', addressOf(cast.obriens)),
  page('a listing that says everything', addressOf(cast.kilnHouse)),
  page('an example', addressOf(example)),
  page('the map', '/map'),
  page('the second part of the map', '/map?page=2'),
  page('a part of the map', '/map?bbox=1.03,51.45,1.08,51.47'),
  page('a part of the map with nothing in it', '/map?bbox=1.0,51.3,1.01,51.31'),
  page('a map with filters', '/map?bbox=0.96,51.41,1.14,51.49&open=tue&cost=free'),
  page('a map of what is near', '/map?near=ZZ1+1AA&within=5&category=uniform-bank'),
  page('the map for other sites', '/embed/map'),
  page('a part of the map for other sites', '/embed/map?bbox=1.03,51.45,1.08,51.47&category=uniform-bank'),
  page('a map for other sites that makes no sense', '/embed/map?bbox=1,2,3', 400),
  page('all areas', '/areas'),
  page('a district', '/areas/saltmere'),
  page('a neighbourhood', '/areas/farness/kilnfield'),
  page('all kinds', '/categories'),
  page('one kind', '/categories/community-garden'),
  page('a kind that nobody has started', '/categories/household-goods'),
  page('about', '/about'),
  page('privacy', '/privacy'),
  page('accessibility', '/accessibility'),
  page('how editors decide', '/how-we-decide'),
  page('open data', '/open-data'),
  page('nothing', '/no-such-page', 404),
  page('a listing that never was', '/initiatives/no-such-light', 404),
]

/** Everything that is not a page. */
export const formats: readonly PublicPage[] = [
  page('GeoJSON', '/initiatives.geojson'),
  page('the map as a picture', '/map.svg'),
  page('a small picture of a part of it', '/map.svg?bbox=1.03,51.45,1.08,51.47&w=300&h=200'),
  page('a tile of the ground', '/map/ground/12/2059/1362.svg'),
  page('the lights of a tile', '/map/lights/11/1029/681'),
  page('the lights of a tile with filters', '/map/lights/11/1029/681?q=uniform&cost=free'),
  page('the list beside the map alone', '/map?bbox=1.03,51.45,1.08,51.47&part=list'),
  page('a photo that never was', '/photos/00000000-0000-4000-8000-000000000000/1200.webp', 404),
  page('streets, where there are none', '/map/streets.pmtiles', 404),
  page('CSV', '/initiatives.csv'),
  page('Atom', '/initiatives.atom'),
  page('robots.txt', '/robots.txt'),
  page('the sitemap', '/sitemap.xml'),
  page('the sitemap of pages', '/sitemap-pages.xml'),
  page('the sitemap of listings', '/sitemap-1.xml'),
  page('whom to tell of a hole', '/.well-known/security.txt'),
  page('health', '/healthz'),
]

function page(name: string, path: string, status = 200): PublicPage {
  return { name, path, status }
}

/** So many words of the town's own, in an order of their own for every start. */
function words(start: number, many: number): string {
  const at = (step: number) => VOCABULARY[(start + step * (7 + start)) % VOCABULARY.length]
  return Array.from({ length: many }, (_, step) => at(step)).join(' ')
}
