// Where the streets under the lights come from, when whoever runs the site wants them.

/** A file of the site's own, or somebody else's server of pictures; the moving map is told as much. */
export type Streets = StreetFile | StreetPictures

export interface StreetFile {
  kind: 'pmtiles'
  url: string
  /** The closest level there is in the file. */
  zoom: number
  credit: string
}

export interface StreetPictures {
  kind: 'raster'
  /** An address with {z}, {x} and {y} in it. */
  url: string
  credit: string
}

export const STREETS_FILE = 'streets.pmtiles'
export const STREETS_ADDRESS = `/map/${STREETS_FILE}`
export const STREETS_CREDIT = '© OpenStreetMap contributors, Protomaps'

/** The server that is asked for pictures, such as `https://tiles.example.org`; undefined when nobody but the site is. */
export function askedElsewhere(streets: Streets | undefined): string | undefined {
  return streets?.kind === 'raster' ? new URL(streets.url).origin : undefined
}
