// Whose data the site stands on, in the words its owners ask for.

/** What the foot of every page says. */
export const FOOT_CREDITS = [
  'Contains OS data © Crown copyright and database right 2025.',
  'Contains Royal Mail data © Royal Mail copyright and database right 2025.',
  'Contains National Statistics data © Crown copyright and database right 2025.',
  'Source: Office for National Statistics licensed under the Open Government Licence v.3.0.',
]

/** All of it, as the page on open data says it. */
export const CREDITS = [
  ...FOOT_CREDITS,
  'Boundary conversion: Martin Chorley, github.com/martinjc/UK-GeoJSON, CC BY 4.0.',
  'Railway stations: David Wheatley, davwheat/uk-railway-stations, ODbL 1.0.',
]
