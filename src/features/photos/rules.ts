// What a file is by its first bytes, whatever it is called; and a list of photos added to, put in order and cut (all pure).
import type { Photo } from '../initiatives/fields.ts'
import { photo as fields } from '../initiatives/pieces.fields.ts'
import type { Fault } from './fields.ts'

type Format = { format: 'jpeg' | 'png' | 'webp'; fault: null } | { format: null; fault: Fault }

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Its format, by what it begins with; its name and what a browser says of it count for nothing. */
export function formatOf(sent: Buffer): Format {
  const text = (from: number, to: number) => sent.toString('latin1', from, to)
  if (sent.length === 0) return { format: null, fault: 'none' }
  if (sent[0] === 0xff && sent[1] === 0xd8 && sent[2] === 0xff) return { format: 'jpeg', fault: null }
  if (sent.subarray(0, PNG.length).equals(PNG)) return { format: 'png', fault: null }
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return { format: 'webp', fault: null }
  return { format: null, fault: text(4, 8) === 'ftyp' ? 'phone' : 'kind' }
}

/** A description that was typed; or what is wrong with it. */
export function readAlt(typed: string): { alt: string; message: null } | { alt: undefined; message: string } {
  const { data, error } = fields.shape.alt.safeParse(typed)
  if (data !== undefined) return { alt: data, message: null }
  const message = error?.issues[0]?.message ?? ''
  return { alt: undefined, message: /^[a-z]/.test(message) ? `The description ${message}` : message }
}

/** The list with one of them a place further up. */
export function movedUp(photos: readonly Photo[], uuid: string): Photo[] {
  const at = photos.findIndex(photo => photo.uuid === uuid)
  if (at < 1) return [...photos]
  const one = photos[at] as Photo
  return photos.with(at, photos[at - 1] as Photo).with(at - 1, one)
}

/** The list with one of them described so; at its end when it was not in it. */
export function described(photos: readonly Photo[], { uuid, alt }: Photo): Photo[] {
  if (!photos.some(photo => photo.uuid === uuid)) return [...photos, { uuid, alt }]
  return photos.map(photo => (photo.uuid === uuid ? { uuid, alt } : photo))
}

export function without(photos: readonly Photo[], uuid: string): Photo[] {
  return photos.filter(photo => photo.uuid !== uuid)
}
