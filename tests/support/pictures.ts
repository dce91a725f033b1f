// Compares what a browser drew with the picture that is kept, and writes what it drew beside it where they differ.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

const KEPT = join(import.meta.dirname, '../pictures')
// Kept pictures are small, which also forgives what two versions of a browser do differently at an edge.
const WIDEST = 400
// Night is dark: its shelf and its towns are a few shades from what lies round them.
const THRESHOLD = 0.02
/** The share of pixels that may differ. */
const FORGIVEN = 0.006

/** What is wrong with a picture, '' for nothing. With RENEW_PICTURES set it is kept, and nothing is ever wrong. */
export function faultOf(name: string, drawn: Buffer): string {
  const file = join(KEPT, `${name}.png`)
  const actual = join(KEPT, `${name}.actual.png`)
  const picture = reduced(PNG.sync.read(drawn))
  rmSync(actual, { force: true })
  if (process.env.RENEW_PICTURES) {
    mkdirSync(KEPT, { recursive: true })
    writeFileSync(file, PNG.sync.write(picture, { deflateLevel: 9 }))
    return ''
  }
  const fault = existsSync(file)
    ? differenceOf(PNG.sync.read(readFileSync(file)), picture)
    : 'is not kept yet'
  if (!fault) return ''
  writeFileSync(actual, PNG.sync.write(picture))
  return `${name} ${fault}: see tests/pictures/${name}.actual.png`
}

function differenceOf(kept: PNG, drawn: PNG): string {
  const { width, height } = kept
  if (width !== drawn.width || height !== drawn.height) {
    return `is ${drawn.width} × ${drawn.height} and was ${width} × ${height}`
  }
  const differing = pixelmatch(kept.data, drawn.data, undefined, width, height, { threshold: THRESHOLD })
  const share = differing / (width * height)
  return share > FORGIVEN ? `differs in ${(share * 100).toFixed(1)} % of its pixels` : ''
}

/** A picture made smaller by a whole number: each pixel is the middle of those it stands for. */
function reduced(picture: PNG): PNG {
  const by = Math.ceil(picture.width / WIDEST)
  const [width, height] = [Math.floor(picture.width / by), Math.floor(picture.height / by)]
  const small = new PNG({ width, height })
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        const at = (y * width + x) * 4 + channel
        small.data[at] = middleOf(picture, { x: x * by, y: y * by, by, channel })
      }
    }
  }
  return small
}

function middleOf(
  { data, width }: PNG,
  { x, y, by, channel }: Record<'x' | 'y' | 'by' | 'channel', number>,
): number {
  let sum = 0
  for (let row = y; row < y + by; row++) {
    for (let column = x; column < x + by; column++) sum += data[(row * width + column) * 4 + channel] ?? 0
  }
  return Math.round(sum / (by * by))
}
