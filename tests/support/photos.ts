// Files that people send as photos, honest and not.
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

const BLUE = { r: 40, g: 60, b: 120 }

/** A plain photo as a telephone makes it. */
export function jpeg(width = 1600, height = 1200): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: BLUE } })
    .jpeg()
    .toBuffer()
}

/** One that says where and by what it was taken, and lies on its side. */
export function jpegWithPlace(): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 400, channels: 3, background: BLUE } })
    .jpeg()
    .withExif({
      IFD0: { Make: 'Pinhole', Copyright: 'SECRET-OWNER' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 32/1 3307/100', GPSLongitudeRef: 'E' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

export function png(width = 300, height = 200): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 4, background: { ...BLUE, alpha: 0.5 } } })
    .png()
    .toBuffer()
}

/** A picture that moves: three frames, each another colour. */
export async function movingWebp(): Promise<Buffer> {
  const frames = ['red', 'green', 'blue'].map(background =>
    sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toBuffer(),
  )
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .webp({ loop: 0 })
    .toBuffer()
}

/** A sound PNG with words in a chunk of its own that a careless browser would run. */
export async function pngWithScript(): Promise<Buffer> {
  const honest = await png()
  const afterHead = 8 + 25
  const words = chunk('tEXt', Buffer.from('Comment\0<script>alert(1)</script><?php system("id") ?>'))
  return Buffer.concat([honest.subarray(0, afterHead), words, honest.subarray(afterHead)])
}

/** A sound JPEG with a page behind its last byte. */
export async function jpegWithPage(): Promise<Buffer> {
  return Buffer.concat([await jpeg(200, 100), Buffer.from('<html><script>alert(1)</script>')])
}

export const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>',
)

/** A GIF that is a page as well. */
export const gifPage = Buffer.concat([
  Buffer.from('GIF89a/*', 'latin1'),
  Buffer.from('*/=1;</script><html><body onload="alert(1)">'),
])

/** Four hundred million pixels in half a megabyte. */
export function bomb(width = 20_000, height = 20_000): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((width + 1) * height), { level: 9 })
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** What every photo of ours is: a WebP with nothing in it but pixels. */
export function chunksOf(webp: Buffer): string[] {
  const names: string[] = []
  for (let at = 12; at + 8 <= webp.length; ) {
    names.push(webp.toString('latin1', at, at + 4))
    at += 8 + webp.readUInt32LE(at + 4) + (webp.readUInt32LE(at + 4) % 2)
  }
  return names
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const around = Buffer.alloc(8)
  around.writeUInt32BE(data.length, 0)
  around.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([around.subarray(0, 4), named, around.subarray(4)])
}
