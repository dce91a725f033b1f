// Sending photos, describing them, putting them in order and taking them away: three routes for whoever they belong to.
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { notFound } from '../../platform/web/errors.ts'
import { type FormValues, firstOf, readForm, valuesOf } from '../../platform/web/forms.ts'
import type { Show } from '../../platform/web/page.ts'
import { MOST_PHOTOS, type Photo } from '../initiatives/fields.ts'
import { go } from '../people/entering.routes.ts'
import { FAULTS, type Fault, type Owner, type Pixels } from './fields.ts'
import type { Receive } from './receiving.routes.ts'
import { described, movedUp, readAlt, without } from './rules.ts'
import type { PhotosStore } from './store.ts'
import { type AlbumParts, type AlbumWords, albumPage } from './view.ts'

/** The photos of one listing, or of one that is asked for, in the hands of somebody who may change them. */
export interface Album {
  owner: Owner
  photos: readonly Photo[]
  /** Writes the list down; in a transaction. */
  keep(photos: Photo[]): void
  words: AlbumWords
}

export interface AlbumDeps {
  db: Db
  photos: PhotosStore
  receive: Receive
  show: Show
  /** Beside the title in the head of the page. */
  section?: string
}

/** Whose they are; undefined when it was answered already that they are not theirs. Guards stand before it. */
export type AlbumOf = (req: Request, res: Response) => Album | undefined

export function albumRoutes(
  deps: AlbumDeps,
  path: string,
  guards: RequestHandler[],
  albumOf: AlbumOf,
): Router {
  const { db, photos, receive } = deps
  const router = Router()

  router.get(path, ...guards, (req, res) => {
    const album = albumOf(req, res)
    return album && show(res, album)
  })

  router.post(path, ...guards, async (req, res) => {
    if (!albumOf(req, res)) return
    const { alt, pixels, fault } = await receive(req, res)
    // Somebody may have pressed twice, and what was there before is not what is there now.
    const album = albumOf(req, res)
    if (!album) return
    const problem = pixels ? inTransaction(db, () => add(album, pixels, alt)) : fault
    if (problem)
      return show(res, album, { failed: { alt, message: FAULTS[problem] } }, STATUS[problem] ?? 422)
    go(res, album.words.path)
  })

  router.post(`${path}/:uuid`, ...guards, readForm, (req, res) => {
    const album = albumOf(req, res)
    if (!album) return
    const uuid = String(req.params.uuid)
    const isThere = [...album.photos, ...photos.undescribed(album.owner)].some(photo => photo.uuid === uuid)
    if (!isThere) throw notFound('That photo is not here any more.')
    const wrong = inTransaction(db, () => change(album, uuid, valuesOf(req)))
    return wrong ? show(res, album, { wrong }, 422) : go(res, album.words.path)
  })

  /** Takes a photo in; one that is there already is not taken twice. */
  function add(album: Album, pixels: Pixels, typed: string): Fault | undefined {
    const { owner, photos: listed } = album
    const known = photos.same(owner, pixels)
    if (known !== undefined && listed.some(({ uuid }) => uuid === known)) return undefined
    const isFull = listed.length + photos.undescribed(owner).length >= MOST_PHOTOS
    if (known === undefined && isFull) return 'full'
    const uuid = known ?? photos.add(owner, pixels)
    const { alt } = readAlt(typed)
    if (alt !== undefined) describe(album, { uuid, alt })
    return undefined
  }

  function describe({ photos: listed, keep }: Album, photo: Photo): void {
    photos.describe(photo.uuid, photo.alt)
    keep(described(listed, photo))
  }

  /** Does what a button beside a photo says; answers what is wrong with what was typed. */
  function change(album: Album, uuid: string, values: FormValues): AlbumParts['wrong'] {
    if (firstOf(values, 'up') !== '') album.keep(movedUp(album.photos, uuid))
    else if (firstOf(values, 'removal') !== '') {
      album.keep(without(album.photos, uuid))
      photos.discard(uuid, album.owner)
    } else {
      const typed = firstOf(values, 'alt')
      const { alt, message } = readAlt(typed)
      if (alt === undefined) return { uuid, alt: typed, message }
      describe(album, { uuid, alt })
    }
    return undefined
  }

  function show(res: Response, album: Album, more: Partial<AlbumParts> = {}, status = 200): Promise<void> {
    const { words, owner } = album
    const shown = photos.of(album.photos)
    const page = albumPage({ words, shown, undescribed: photos.undescribed(owner), ...more })
    const title = page.errors.length > 0 ? `Error: ${page.title}` : page.title
    const head = { title, robots: 'noindex, nofollow', ...(deps.section && { section: deps.section }) }
    return deps.show(res, 'photos/album', head, page, { status, keeper: 'nobody' })
  }

  return router
}

const STATUS: Partial<Record<Fault, number>> = { busy: 503, often: 429 }
