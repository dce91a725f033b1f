// A list that is asked for: what filters, place and areas of an address turned out to mean.
import type { Point } from '../../platform/geo/point.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import type { Filters } from './filters.fields.ts'

/** Where somebody asks from: the point, and the neighbourhood and district it lies in. */
export interface Origin extends Point {
  label: string
  own_areas: number[]
}

/** A list that is asked for: filters, and what their place and areas turned out to be. */
export interface Asked {
  filters: Filters
  origin: Origin | undefined
  /** Ids of the areas asked for and everything within them. */
  areaIds: number[]
  now: LocalTime
}
