// Where a photo is found, and how large it is in each of its sizes (all pure).
import type { Photo } from './fields.ts'
import type { ShownPhoto } from './kept.fields.ts'

/** How wide and how high each size is at most. */
export const PHOTO_SIZES = {
  large: { width: 1200, height: 1600 },
  small: { width: 480, height: 640 },
} as const
export type PhotoSize = keyof typeof PHOTO_SIZES
/** Whatever was sent, this is what is kept and given. */
export const PHOTO_TYPE = 'image/webp'

/** The address of a photo, without the site. */
export function photoPath(uuid: string, size: PhotoSize): string {
  return `/photos/${uuid}/${PHOTO_SIZES[size].width}.webp`
}

/** The size whose address ends so. */
export function photoSize(name: string): PhotoSize | undefined {
  return (Object.keys(PHOTO_SIZES) as PhotoSize[]).find(size => `${PHOTO_SIZES[size].width}.webp` === name)
}

/** How large a picture comes out within a box, which it never outgrows. */
export function fitWithin({ width, height }: Size, box: Size): Size {
  const scale = Math.min(1, box.width / width, box.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

type Size = { width: number; height: number }

/** A photo as a page draws it: small at first where that is enough, its room kept before it comes. */
export function pictureOf({ uuid, alt, width, height }: ShownPhoto) {
  const [small, large] = [photoPath(uuid, 'small'), photoPath(uuid, 'large')]
  const narrow = fitWithin({ width, height }, PHOTO_SIZES.small)
  return {
    alt,
    width,
    height,
    href: large,
    src: small,
    srcset: `${small} ${narrow.width}w, ${large} ${width}w`,
  }
}

export type Picture = ReturnType<typeof pictureOf>

/** A photo as a small square beside words, which says where to see it whole. */
export function thumbOf({ uuid, alt }: Photo) {
  return { alt, src: photoPath(uuid, 'small'), href: photoPath(uuid, 'large') }
}

export type Thumb = ReturnType<typeof thumbOf>
