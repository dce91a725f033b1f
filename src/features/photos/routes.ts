// Photos themselves: to anybody while a listing shows them, else only to whoever sent them and to editors.
import { type Request, type Response, Router } from 'express'
import { notFound } from '../../platform/web/errors.ts'
import { PHOTO_TYPE, photoSize } from '../initiatives/photo.rules.ts'
import type { KeptPhoto } from './fields.ts'
import type { PhotosStore } from './store.ts'

export interface PhotoDeps {
  photos: PhotosStore
  /** Whether somebody may see a photo that is on no listing. */
  mayLook(req: Request, res: Response, photo: KeptPhoto): boolean
}

// What is at an address never changes, but it may be taken down: nobody in between keeps it for long.
const FOR_ANYBODY = 'public, max-age=31536000, s-maxage=60, immutable'
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

export function photoRoutes({ photos, mayLook }: PhotoDeps): Router {
  const router = Router()
  router.get('/photos/:uuid/:name', (req, res) => {
    const size = photoSize(req.params.name)
    const photo = UUID.test(req.params.uuid) ? photos.find(req.params.uuid) : undefined
    const mine = photo && size && (photo.is_live || mayLook(req, res, photo))
    const pixels = mine ? photos.pixels(photo.uuid, size) : undefined
    if (!photo || !pixels) throw notFound('There is no photo at this address.')
    res.set({
      'Content-Type': PHOTO_TYPE,
      'Content-Length': String(pixels.length),
      // Alone, it is a picture and nothing else, whatever a browser may take it for.
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': photo.is_live ? 'cross-origin' : 'same-origin',
      'Cache-Control': photo.is_live ? FOR_ANYBODY : 'private, no-store',
    })
    res.end(pixels)
  })
  return router
}
