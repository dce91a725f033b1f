import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { MOST_BYTES } from '../../../src/features/photos/fields.ts'
import { makeDarkRoom } from '../../../src/features/photos/pixels.import.ts'
import * as photos from '../../support/photos.ts'

const develop = makeDarkRoom()
const PIXELS_ONLY = /^(VP8 |VP8L|VP8X|ALPH)$/

async function pixelsOf(sent: Buffer) {
  const { pixels, fault } = await develop(sent)
  expect(fault).toBe(null)
  if (!pixels) throw new Error('no pixels')
  return pixels
}

describe('a photo that somebody sends', () => {
  it('is kept in two sizes, as WebP', async () => {
    const { width, height, large, small } = await pixelsOf(await photos.jpeg(2400, 1800))
    expect([width, height]).toEqual([1200, 900])
    expect(await sharp(large).metadata()).toMatchObject({ format: 'webp', width: 1200, height: 900 })
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 480, height: 360 })
  })

  it('is never made larger than it was, and keeps what one can see through', async () => {
    const { width, height, small } = await pixelsOf(await photos.png(300, 200))
    expect([width, height]).toEqual([300, 200])
    expect(await sharp(small).metadata()).toMatchObject({ width: 300, hasAlpha: true })
  })

  it('stays within its box, however tall', async () => {
    const { width, height } = await pixelsOf(await photos.jpeg(60, 60_000))
    expect([width, height]).toEqual([1, 1600])
  })

  it('does not say where or by whom it was taken, and stands upright', async () => {
    const sent = await photos.jpegWithPlace()
    expect(sent.toString('latin1')).toMatch(/Exif[\s\S]*SECRET-OWNER/)
    const { width, height, large, small } = await pixelsOf(sent)
    expect([width, height]).toEqual([400, 800])
    for (const bytes of [large, small]) {
      expect(bytes.toString('latin1')).not.toMatch(/Exif|GPS|SECRET|Pinhole|ICCP|XMP/)
      expect(await sharp(bytes).metadata()).not.toHaveProperty('exif')
    }
  })

  it.each([
    ['a script in a PNG', photos.pngWithScript],
    ['a page behind a JPEG', photos.jpegWithPage],
  ])('loses what is not pixels: %s', async (_, make) => {
    const sent = await make()
    expect(sent.toString('latin1')).toContain('<script>')
    const { large, small } = await pixelsOf(sent)
    for (const bytes of [large, small]) {
      expect(bytes.toString('latin1')).not.toMatch(/script|php/)
      expect(photos.chunksOf(bytes).filter(name => !PIXELS_ONLY.test(name))).toEqual([])
    }
  })

  it('is one picture, where what was sent moves', async () => {
    const sent = await photos.movingWebp()
    expect(photos.chunksOf(sent)).toContain('ANIM')
    const { height, large } = await pixelsOf(sent)
    expect(height).toBe(40)
    expect(photos.chunksOf(large)).not.toContain('ANIM')
  })
})

describe('what is no photo', () => {
  it.each([
    ['a drawing with a script in it', photos.svg],
    ['a GIF that is a page as well', photos.gifPage],
    ['words', Buffer.from('Dear editors')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a TIFF', Buffer.from('II*\0aaaaaaaaaaaaaaaa', 'latin1')],
  ])('is refused: %s', async (_, sent) => {
    expect(await develop(sent)).toEqual({ pixels: null, fault: 'kind' })
  })

  it('is refused though it begins like one', async () => {
    const disguised = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), photos.svg])
    expect((await develop(disguised)).fault).toBe('broken')
    expect((await develop((await photos.jpeg()).subarray(0, 900))).fault).toBe('broken')
  })

  it('gets a word of its own where a telephone made it', async () => {
    expect((await develop(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'))).fault).toBe('phone')
  })

  it('is nothing at all, or too much', async () => {
    expect((await develop(Buffer.alloc(0))).fault).toBe('none')
    const heavy = Buffer.concat([await photos.jpeg(), Buffer.alloc(MOST_BYTES)])
    expect((await develop(heavy)).fault).toBe('large')
  })

  it('is refused in a moment when it would unpack to 400 million pixels', async () => {
    const sent = photos.bomb()
    expect(sent.length).toBeLessThan(500_000)
    await develop(await photos.png(2, 2))
    const before = performance.now()
    expect((await develop(sent)).fault).toBe('huge')
    expect(performance.now() - before).toBeLessThan(200)
  })

  it('never breaks the site, whatever its bytes', async () => {
    const heads = ['', '\xff\xd8\xff\xe0', '\x89PNG\r\n\x1a\n', 'RIFF\x40\0\0\0WEBPVP8 ']
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), async (head, rest) => {
        const { pixels, fault } = await develop(Buffer.concat([Buffer.from(head, 'latin1'), rest]))
        expect([pixels === null, fault !== null]).toEqual([true, true])
      }),
      { numRuns: 300 },
    )
  })

  it('never breaks the site where a true photo is damaged', async () => {
    const sound = [await photos.jpeg(64, 48), await photos.png(64, 48), await photos.movingWebp()]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 20 }),
        async (whole, hits) => {
          const sent = Buffer.from(whole)
          for (const [at, byte] of hits) sent[at % sent.length] = byte
          const { pixels, fault } = await develop(sent)
          expect((pixels === null) !== (fault === null)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('many photos at once', () => {
  it('wait for one another, and those there is no room for are told so', async () => {
    const sent = await photos.jpeg(900, 600)
    const all = await Promise.all(Array.from({ length: 12 }, () => develop(sent)))
    const faults = all.map(({ fault }) => fault)
    expect(faults.filter(fault => fault === null)).toHaveLength(6)
    expect(faults.filter(fault => fault === 'busy')).toHaveLength(6)
    expect((await develop(sent)).fault).toBe(null)
  })
})
