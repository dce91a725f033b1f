// What everybody would see of a place for each way in which it may be shown: of the one that was typed, or of an example.
import type { Point } from '../../platform/geo/point.ts'
import { readDegrees } from '../../platform/geo/point.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { type FormValues, firstOf } from '../../platform/web/forms.ts'
import type { Area, AreasStore } from '../areas/store.ts'
import { PRECISIONS } from '../initiatives/choices.fields.ts'
import { type Ground, type GroundArea, shownPoint } from '../initiatives/placing.rules.ts'
import type { Pictures } from '../map/pictures.search.ts'
import type { Showing } from './showing.fields.ts'

export interface ShowingDeps {
  ground: Ground
  areas: Pick<AreasStore, 'all' | 'patch'>
  clock: Clock
  pictures: Pick<Pictures, 'square'>
}

export function makeShowing({ ground, areas, clock, pictures }: ShowingDeps) {
  return (values: FormValues): Showing | null => {
    const typed = placeTyped(values, ground)
    const example = typed ? undefined : exampleIn(areas)
    const place = typed ?? (example && { point: example, home: example })
    if (!place) return null
    const today = localTime(clock()).date
    const drawn = PRECISIONS.map(([precision]) => {
      const { lat, lon, metres } = shownPoint(place.point, precision, place.home, ground)
      const picture = { id: `square-${precision}`, title: TITLES[precision] }
      return [precision, pictures.square({ lat, lon, metres }, picture, today)] as const
    })
    return { example: example?.name ?? '', pictures: Object.fromEntries(drawn) }
  }
}

const TITLES = {
  exact: 'On the map: one light, on the very spot',
  street: 'On the map: a small soft circle round the street, and no point in it',
  neighbourhood: 'On the map: a wide soft circle over the neighbourhood, and no point in it',
}

function placeTyped(values: FormValues, ground: Ground): { point: Point; home: GroundArea } | undefined {
  const [lat, lon] = [readDegrees(firstOf(values, 'lat'), 90), readDegrees(firstOf(values, 'lon'), 180)]
  const known = ground.postcode(firstOf(values, 'postcode').slice(0, 20))
  const point = lat !== undefined && lon !== undefined ? { lat, lon } : known
  const home = point && ground.areaNear(point)
  return point && home && { point: { lat: point.lat, lon: point.lon }, home }
}

/** The neighbourhood nearest to the middle of everything. */
function exampleIn(areas: ShowingDeps['areas']): Area | undefined {
  const patch = areas.patch()
  if (!patch) return undefined
  const [lat, lon] = [(patch.min_lat + patch.max_lat) / 2, (patch.min_lon + patch.max_lon) / 2]
  const far = (area: Area) => Math.hypot(area.lat - lat, (area.lon - lon) * 0.62)
  return areas
    .all()
    .filter(({ level }) => level === 'neighbourhood')
    .reduce<Area | undefined>((best, area) => (best && far(best) <= far(area) ? best : area), undefined)
}
