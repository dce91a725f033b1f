// The fictional town's postcodes, sectors, outcodes, named places, and the ways over its water.
import { FARNESS, SALTMERE, WARDS } from './ground.ts'

export interface PostcodeRow {
  postcode: string
  lat: number
  lon: number
  ward: string
  district: string
}
export interface SectorRow {
  sector: string
  lat: number
  lon: number
  postcodes: number
}
export interface OutcodeRow {
  outcode: string
  lat: number
  lon: number
  postcodes: number
  min_lat: number
  min_lon: number
  max_lat: number
  max_lon: number
  district: string
  district_name: string
}
export interface PlaceRow {
  name: string
  type: string
  lat: number
  lon: number
  district: string
  district_name: string
  ward: string
  ward_name: string
  outcode: string
  postcodes_1km: number
}
export interface CrossingRow {
  name: string
  mode: 'road' | 'foot' | 'rail' | 'ferry'
  open: 'yes' | 'no'
  a_name: string
  a_lat: number
  a_lon: number
  b_name: string
  b_lat: number
  b_lon: number
  note: string
}

const ENDINGS = ['AA', 'AB', 'AD', 'AE', 'AF', 'AG', 'AH', 'AJ', 'AL', 'AN']

/** Ten postcodes a neighbourhood, in two rows of five streets; and one on the island. */
export const postcodes: PostcodeRow[] = [
  ...streets('ZZ1 1', WARDS.oldTown, SALTMERE, 51.4555, 1.036),
  ...streets('ZZ1 2', WARDS.staithe, SALTMERE, 51.4545, 1.058),
  ...streets('ZZ2 1', WARDS.hillcrest, SALTMERE, 51.474, 1.02),
  ...streets('ZZ2 2', WARDS.marshside, SALTMERE, 51.456, 1.088),
  ...streets('ZZ3 1', WARDS.ferryGreen, FARNESS, 51.4395, 1.044),
  ...streets('ZZ3 2', WARDS.kilnfield, FARNESS, 51.437, 0.984),
  { postcode: 'ZZ3 9AA', lat: 51.4445, lon: 1.104, ward: WARDS.ferryGreen, district: FARNESS },
]

export const sectors: SectorRow[] = groups(postcode => postcode.slice(0, -2)).map(([sector, rows]) => ({
  sector,
  ...middle(rows),
  postcodes: rows.length,
}))

export const outcodes: OutcodeRow[] = groups(postcode => postcode.slice(0, -4)).map(([outcode, rows]) => ({
  outcode,
  ...middle(rows),
  postcodes: rows.length,
  min_lat: Math.min(...rows.map(({ lat }) => lat)),
  min_lon: Math.min(...rows.map(({ lon }) => lon)),
  max_lat: Math.max(...rows.map(({ lat }) => lat)),
  max_lon: Math.max(...rows.map(({ lon }) => lon)),
  district: (rows[0] as PostcodeRow).district,
  district_name: (rows[0] as PostcodeRow).district === SALTMERE ? 'Saltmere' : 'Farness',
}))

/** Kilnfield is two places: the village over the water, and a larger one in a county of its own. */
export const places: PlaceRow[] = [
  place('Saltmere', 'town', 51.457, 1.044, WARDS.oldTown, 'Old Town', 'ZZ1', 20),
  place('The Staithe', 'suburb', 51.456, 1.064, WARDS.staithe, 'Staithe', 'ZZ1', 20),
  place('Hillcrest', 'suburb', 51.475, 1.025, WARDS.hillcrest, 'Hillcrest', 'ZZ2', 10),
  place('Marshside', 'village', 51.458, 1.094, WARDS.marshside, 'Marshside', 'ZZ2', 10),
  place('Gull’s Nest', 'hamlet', 51.482, 1.12, WARDS.marshside, 'Marshside', 'ZZ2', 0),
  place('Ferry Green', 'village', 51.4405, 1.05, WARDS.ferryGreen, 'Ferry Green', 'ZZ3', 10),
  place('Hale Island', 'hamlet', 51.4445, 1.104, WARDS.ferryGreen, 'Ferry Green', 'ZZ3', 1),
  place('Kilnfield', 'village', 51.438, 0.99, WARDS.kilnfield, 'Kilnfield', 'ZZ3', 10),
  {
    name: 'Kilnfield',
    type: 'town',
    lat: 53.21,
    lon: 2.03,
    district: 'E07999999',
    district_name: 'Otherland',
    ward: '',
    ward_name: '',
    outcode: 'ZY9',
    postcodes_1km: 240,
  },
]

/** One road bridge, up-river; one footbridge over the creek; and a ferry that no longer sails. */
export const crossings: CrossingRow[] = [
  {
    name: 'Mere Bridge',
    mode: 'road',
    open: 'yes',
    a_name: 'Hillcrest',
    a_lat: 51.4537,
    a_lon: 0.975,
    b_name: 'Kilnfield',
    b_lat: 51.4505,
    b_lon: 0.975,
    note: 'the only way over the Mere',
  },
  {
    name: 'Cockle Bridge',
    mode: 'foot',
    open: 'yes',
    a_name: 'Staithe',
    a_lat: 51.458,
    a_lon: 1.0765,
    b_name: 'Marshside',
    b_lat: 51.458,
    b_lon: 1.0815,
    note: '',
  },
  {
    name: 'Saltmere ferry',
    mode: 'ferry',
    open: 'no',
    a_name: 'Staithe Steps',
    a_lat: 51.4523,
    a_lon: 1.062,
    b_name: 'Ferry Green',
    b_lat: 51.4436,
    b_lon: 1.058,
    note: 'no service since the boat sank',
  },
]

function streets(sector: string, ward: string, district: string, lat: number, lon: number): PostcodeRow[] {
  return ENDINGS.map((ending, at) => ({
    postcode: `${sector}${ending}`,
    lat: tidy(lat + Math.floor(at / 5) * 0.002),
    lon: tidy(lon + (at % 5) * 0.003),
    ward,
    district,
  }))
}

function groups(codeOf: (postcode: string) => string): [string, PostcodeRow[]][] {
  return [...Map.groupBy(postcodes, ({ postcode }) => codeOf(postcode))]
}

function middle(rows: PostcodeRow[]): { lat: number; lon: number } {
  const mean = (values: number[]) => tidy(values.reduce((sum, value) => sum + value, 0) / values.length)
  return { lat: mean(rows.map(({ lat }) => lat)), lon: mean(rows.map(({ lon }) => lon)) }
}

function place(
  name: string,
  type: string,
  lat: number,
  lon: number,
  ward: string,
  ward_name: string,
  outcode: string,
  postcodes_1km: number,
): PlaceRow {
  const isNorth = outcode !== 'ZZ3'
  return {
    name,
    type,
    lat,
    lon,
    district: isNorth ? SALTMERE : FARNESS,
    district_name: isNorth ? 'Saltmere' : 'Farness',
    ward,
    ward_name,
    outcode,
    postcodes_1km,
  }
}

function tidy(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}
