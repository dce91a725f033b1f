// The ground of the fictional town: two banks, an island, and the districts and neighbourhoods that tile them.
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'

/** What the shipped area file says of each area, under the same names. */
export interface AreaProperties {
  code: string
  name: string
  parent: string
  parent_name: string
  level: 'district' | 'ward'
  label: [lon: number, lat: number]
  bbox: [minLon: number, minLat: number, maxLon: number, maxLat: number]
}

// Every line below runs from west to east, and is used by all that share it, so that borders meet vertex for vertex.
const HILLCREST_SHORE: Position[] = [
  [0.96, 51.453],
  [0.975, 51.4532],
  [0.99, 51.453],
  [1.01, 51.4528],
  [1.03, 51.4525],
]
const OLD_TOWN_SHORE: Position[] = [
  [1.03, 51.4525],
  [1.045, 51.4522],
  [1.055, 51.452],
]
const STAITHE_SHORE: Position[] = [
  [1.055, 51.452],
  [1.07, 51.452],
  [1.077, 51.4522],
]
const CREEK_MOUTH: Position = [1.0792, 51.452]
const CREEK_HEAD: Position = [1.079, 51.472]
const MARSH_SHORE: Position[] = [
  [1.0815, 51.4515],
  [1.1, 51.45],
  [1.128, 51.4515],
  [1.14, 51.46],
]
const KILNFIELD_SHORE: Position[] = [
  [0.96, 51.4508],
  [0.975, 51.4512],
  [0.99, 51.4502],
  [1.01, 51.4482],
  [1.02, 51.4472],
]
const FERRY_GREEN_SHORE: Position[] = [
  [1.02, 51.4472],
  [1.03, 51.4462],
  [1.045, 51.4447],
  [1.055, 51.4442],
  [1.08, 51.4425],
  [1.11, 51.438],
  [1.13, 51.433],
  [1.14, 51.425],
]
const ISLAND: Position[] = [
  [1.098, 51.4435],
  [1.104, 51.4428],
  [1.109, 51.4445],
  [1.103, 51.4462],
]

const NORTH_WEST: Position = [0.96, 51.49]
const NORTH_MIDDLE: Position = [1.079, 51.49]
const NORTH_EAST: Position = [1.14, 51.49]
const STAITHE_CORNER: Position = [1.079, 51.466]
const MARKET_CORNER: Position = [1.055, 51.466]
const HILL_CORNER: Position = [1.03, 51.466]
const GREEN_CORNER: Position = [1.02, 51.425]
const SOUTH_WEST: Position = [0.96, 51.41]
const SOUTH_EAST: Position = [1.14, 51.41]

export const SALTMERE = 'E07999901'
export const FARNESS = 'E07999902'
export const WARDS = {
  oldTown: 'E05999901',
  staithe: 'E05999902',
  hillcrest: 'E05999903',
  marshside: 'E05999904',
  ferryGreen: 'E05999905',
  kilnfield: 'E05999906',
} as const

const back = (line: Position[]) => line.toReversed()

/** Dry land: Cockle Creek is cut into the north bank; the ring of each runs clockwise, as the shipped file's do. */
export const land: FeatureCollection<Polygon, { kind: 'land' }> = {
  type: 'FeatureCollection',
  features: [
    dry([
      NORTH_WEST,
      NORTH_MIDDLE,
      NORTH_EAST,
      ...back(MARSH_SHORE),
      CREEK_HEAD,
      ...back(STAITHE_SHORE),
      ...back(OLD_TOWN_SHORE),
      ...back(HILLCREST_SHORE),
    ]),
    dry([...KILNFIELD_SHORE, ...FERRY_GREEN_SHORE, SOUTH_EAST, SOUTH_WEST]),
    dry(back(ISLAND)),
  ],
}

/** Where houses stand close together: the Old Town and Staithe. */
export const builtUp: FeatureCollection<Polygon, { name: string }> = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: 'Saltmere' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [1.035, 51.4535],
            [1.035, 51.464],
            [1.072, 51.464],
            [1.072, 51.4535],
            [1.035, 51.4535],
          ],
        ],
      },
    },
  ],
}

export const stations = [
  { name: 'Saltmere Central', lat: 51.4612, lon: 1.0388, crs: 'SMC' },
  { name: 'Farness', lat: 51.4265, lon: 1.0602, crs: 'FNS' },
]
export const waters = [{ name: 'The Mere', lat: 51.4475, lon: 1.06, size: 30 }]

/** Two districts and their six neighbourhoods; rings run anticlockwise, as the shipped file's do. */
export const areas: FeatureCollection<Polygon | MultiPolygon, AreaProperties> = {
  type: 'FeatureCollection',
  features: [
    district(
      SALTMERE,
      'Saltmere',
      [1.045, 51.47],
      [
        [
          ...HILLCREST_SHORE,
          ...OLD_TOWN_SHORE,
          ...STAITHE_SHORE,
          CREEK_MOUTH,
          ...MARSH_SHORE,
          NORTH_EAST,
          NORTH_MIDDLE,
          NORTH_WEST,
        ],
      ],
    ),
    district(
      FARNESS,
      'Farness',
      [1.01, 51.43],
      [[SOUTH_WEST, SOUTH_EAST, ...back(FERRY_GREEN_SHORE), ...back(KILNFIELD_SHORE)], ISLAND],
    ),
    ward(
      WARDS.oldTown,
      'Old Town',
      SALTMERE,
      [1.043, 51.459],
      [[...OLD_TOWN_SHORE, MARKET_CORNER, HILL_CORNER]],
    ),
    ward(
      WARDS.staithe,
      'Staithe',
      SALTMERE,
      [1.066, 51.459],
      [[...STAITHE_SHORE, CREEK_MOUTH, STAITHE_CORNER, MARKET_CORNER]],
    ),
    ward(
      WARDS.hillcrest,
      'Hillcrest',
      SALTMERE,
      [1.01, 51.472],
      [
        [
          ...HILLCREST_SHORE,
          HILL_CORNER,
          MARKET_CORNER,
          STAITHE_CORNER,
          CREEK_HEAD,
          NORTH_MIDDLE,
          NORTH_WEST,
        ],
      ],
    ),
    ward(
      WARDS.marshside,
      'Marshside',
      SALTMERE,
      [1.11, 51.468],
      [[CREEK_MOUTH, ...MARSH_SHORE, NORTH_EAST, NORTH_MIDDLE, CREEK_HEAD, STAITHE_CORNER]],
    ),
    ward(
      WARDS.ferryGreen,
      'Ferry Green',
      FARNESS,
      [1.06, 51.434],
      [[GREEN_CORNER, [1.14, 51.425], ...back(FERRY_GREEN_SHORE).slice(1)], ISLAND],
    ),
    ward(
      WARDS.kilnfield,
      'Kilnfield',
      FARNESS,
      [0.99, 51.43],
      [[SOUTH_WEST, SOUTH_EAST, [1.14, 51.425], GREEN_CORNER, ...back(KILNFIELD_SHORE)]],
    ),
  ],
}

function dry(line: Position[]): Feature<Polygon, { kind: 'land' }> {
  return {
    type: 'Feature',
    properties: { kind: 'land' },
    geometry: { type: 'Polygon', coordinates: [ring(line)] },
  }
}

function district(code: string, name: string, label: [number, number], rings: Position[][]) {
  return area({ code, name, parent: '', parent_name: '', level: 'district', label }, rings)
}

function ward(code: string, name: string, parent: string, label: [number, number], rings: Position[][]) {
  const parent_name = parent === SALTMERE ? 'Saltmere' : 'Farness'
  return area({ code, name, parent, parent_name, level: 'ward', label }, rings)
}

function area(properties: Omit<AreaProperties, 'bbox'>, lines: Position[][]) {
  const rings = lines.map(ring)
  const feature: Feature<Polygon | MultiPolygon, AreaProperties> = {
    type: 'Feature',
    id: properties.code,
    properties: { ...properties, bbox: boxOf(rings.flat()) },
    geometry:
      rings.length === 1
        ? { type: 'Polygon', coordinates: rings }
        : { type: 'MultiPolygon', coordinates: rings.map(one => [one]) },
  }
  return feature
}

/** Closes a line into a ring, dropping a vertex that two neighbouring lines both bring. */
function ring(line: Position[]): Position[] {
  const once = line.filter(([lon, lat], at) => {
    const [lastLon, lastLat] = line.at(at - 1) as Position
    return lon !== lastLon || lat !== lastLat
  })
  return [...once, once[0] as Position]
}

function boxOf(points: Position[]): AreaProperties['bbox'] {
  const lons = points.map(([lon]) => lon as number)
  const lats = points.map(([, lat]) => lat as number)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}
