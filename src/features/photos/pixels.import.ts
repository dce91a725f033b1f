// Makes a photo of what somebody sent: its pixels encoded anew in two sizes, and nothing else that was in the file.
import type { Sharp as Image, OutputInfo, default as Sharp } from 'sharp'
import { PHOTO_SIZES } from '../initiatives/photo.rules.ts'
import { type Fault, MOST_BYTES, MOST_PIXELS, type Pixels } from './fields.ts'
import { formatOf } from './rules.ts'

export type Developed = { pixels: Pixels; fault: null } | { pixels: null; fault: Fault }
export type DarkRoom = (sent: Buffer) => Promise<Developed>

/** How many may wait while one is being worked on: each is as large as it was sent. */
const MOST_WAITING = 6
const SECONDS = 20
const QUALITY = 80

/** One photo at a time, however many are sent at once. What is no photo is a fault and never an error. */
export function makeDarkRoom(): DarkRoom {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return async sent => {
    const { fault } = formatOf(sent)
    if (fault) return failed(fault)
    if (waiting >= MOST_WAITING) return failed('busy')
    waiting++
    const developed = last.then(() => develop(sent))
    last = developed.finally(() => waiting--)
    return developed
  }
}

async function develop(sent: Buffer): Promise<Developed> {
  if (sent.length > MOST_BYTES) return failed('large')
  const sharp = await loadSharp()
  try {
    // Read from the head of the file alone, before anything is unpacked.
    const { width, height } = await sharp(sent, { limitInputPixels: false }).metadata()
    if (width * height > MOST_PIXELS) return failed('huge')
    const large = await shrink(
      sharp(sent, { limitInputPixels: MOST_PIXELS, pages: 1, failOn: 'error' }),
      'large',
    )
    const small = await shrink(sharp(large.data, { raw: large.info }), 'small')
    const pixels = {
      ...{ width: large.info.width, height: large.info.height },
      ...{ large: await encode(sharp, large), small: await encode(sharp, small) },
    }
    return { pixels, fault: null }
  } catch {
    return failed('broken')
  }
}

type Raw = { data: Buffer; info: OutputInfo }

/** Upright, in plain colours, and no larger than need be: bare numbers, in which nothing else can hide. */
function shrink(image: Image, size: keyof typeof PHOTO_SIZES): Promise<Raw> {
  return image
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .resize({ ...PHOTO_SIZES[size], fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
}

function encode(sharp: typeof Sharp, { data, info }: Raw): Promise<Buffer> {
  return sharp(data, { raw: info }).timeout({ seconds: SECONDS }).webp({ quality: QUALITY }).toBuffer()
}

let loading: Promise<typeof Sharp> | undefined

// Loaded with the first photo: most processes never see one. All readers are shut but three.
function loadSharp(): Promise<typeof Sharp> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1)
    sharp.cache(false)
    sharp.block({ operation: ['VipsForeignLoad'] })
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    })
    return sharp
  })
  return loading
}

function failed(fault: Fault): Developed {
  return { pixels: null, fault }
}
