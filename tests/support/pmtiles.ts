// A real archive of vector tiles, as small as can be: one road by name, on land, round a point.
import { zxyToTileId } from 'pmtiles'
import type { Point } from '../../src/platform/geo/point.ts'

export const ROAD = 'Lamplighter Lane'
const LEVEL = 12
const HEADER = 127

/** The tile of that one road that a point lies in. */
export function tileAt({ lat, lon }: Point): [z: number, x: number, y: number] {
  const side = 2 ** LEVEL
  const north = Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI
  return [LEVEL, Math.floor(((lon + 180) / 360) * side), Math.floor(((1 - north) / 2) * side)]
}

/** The bytes of a PMTiles archive of version 3 with the tile of level 12 that a point lies in. */
export function streetsRound(point: Point): Buffer {
  const tile = vectorTile()
  // One entry: how many, its id, how many tiles it stands for, its length, and where it is, plus one.
  const directory = Buffer.concat([1, zxyToTileId(...tileAt(point)), 1, tile.length, 1].map(varint))
  const metadata = Buffer.from('{}')
  const header = Buffer.alloc(HEADER)
  header.write('PMTiles\u0003', 'latin1')
  const sizes = [
    ...[HEADER, directory.length, HEADER + directory.length, metadata.length, 0, 0],
    ...[HEADER + directory.length + metadata.length, tile.length, 1, 1, 1],
  ]
  for (const [at, size] of sizes.entries()) header.writeBigUInt64LE(BigInt(size), 8 + at * 8)
  // In order, nothing compressed, vector tiles, one level.
  header.set([1, 1, 1, 1, LEVEL, LEVEL], 96)
  return Buffer.concat([header, directory, metadata, tile])
}

function vectorTile(): Buffer {
  const square = [9, ...zigzags(0, 0), 26, ...zigzags(4096, 0, 0, 4096, -4096, 0), 15]
  const lines = Array.from({ length: 7 }, (_, row) => [
    9,
    ...zigzags(0, (row + 1) * 512),
    10,
    ...zigzags(4096, 0),
  ])
  return Buffer.concat([
    layer('earth', [{ type: 3, geometry: square }], {}),
    layer(
      'roads',
      lines.map(geometry => ({ type: 2, geometry })),
      { kind: 'major_road', name: ROAD },
    ),
  ])
}

/** A layer whose features all have the same properties. */
function layer(
  name: string,
  features: { type: number; geometry: number[] }[],
  properties: Record<string, string>,
): Buffer {
  const pairs = Object.keys(properties).flatMap((_, at) => [at, at])
  const parts = [
    number(15, 2),
    text(1, name),
    ...features.map(({ type, geometry }) =>
      bytes(2, Buffer.concat([packed(2, pairs), number(3, type), packed(4, geometry)])),
    ),
    ...Object.keys(properties).map(key => text(3, key)),
    ...Object.values(properties).map(value => bytes(4, text(1, value))),
    number(5, 4096),
  ]
  return bytes(3, Buffer.concat(parts))
}

function varint(value: number): Buffer {
  const out: number[] = []
  let rest = value
  while (rest > 127) {
    out.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...out, rest])
}

function zigzags(...values: number[]): number[] {
  return values.map(value => (value < 0 ? -2 * value - 1 : 2 * value))
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)])
}

function bytes(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content])
}

function text(field: number, content: string): Buffer {
  return bytes(field, Buffer.from(content))
}

function packed(field: number, values: readonly number[]): Buffer {
  return bytes(field, Buffer.concat(values.map(varint)))
}
