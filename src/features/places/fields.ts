// What is kept of places and postcodes, and what a typed place can turn out to mean.
import type { Point } from '../../platform/geo/point.ts'

export interface PostcodeRow extends Point {
  /** With its space: `SS9 2AB`. */
  postcode: string
  ward: string
  district: string
}

/** A sector such as `SS9 2`, or an outcode such as `SS9`, by its centre. */
export interface PostcodeAreaRow extends Point {
  code: string
  kind: 'sector' | 'outcode'
  district: string
}

export interface PlaceRow extends Point {
  name: string
  kind: string
  /** The code of a district, '' where it is not known. */
  district: string
  outcode: string
  /** How many postcodes lie within a kilometre. */
  size: number
}

export interface DistrictRow {
  code: string
  name: string
  county: string
}

/** Somewhere a person may have meant. */
export interface Origin extends Point {
  label: string
  kind: 'postcode' | 'sector' | 'outcode' | 'place' | 'area'
  /** Where that is, to read on after the label: `in Castle Point, Essex`; '' when there is nothing to add. */
  detail: string
  /** What to type so that it can only mean this: `Hadleigh, Castle Point`. */
  query: string
  in_patch: boolean
  /** The neighbourhood it lies in, or the area it is. */
  area_id: number | null
  /** The path of the area's page, when it is an area. */
  path: string | null
}

export type Resolution =
  | { found: 'one'; origin: Origin }
  | { found: 'many'; origins: Origin[] }
  | { found: 'none'; guesses: Origin[] }
  | { found: 'nothing_typed' }

/** As much as anybody types to say where they are; the rest is not read. */
export const LONGEST_TYPED = 100
