// Photos of a listing in the hands of editors: each change is live at once, and a revision like any other.
import type { Request, Response, Router } from 'express'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { RevisionsStore } from '../initiatives/revisions.store.ts'
import { type Guards, personOf } from '../people/guards.routes.ts'
import { type Album, type AlbumDeps, albumRoutes } from '../photos/album.routes.ts'
import { LISTINGS_PATH } from '../proposals/listings.view.ts'
import type { Scope } from '../proposals/scope.store.ts'
import type { OwnEdits } from './listing.store.ts'

export interface PhotoAdminDeps extends Omit<AlbumDeps, 'show'> {
  showDesk: AlbumDeps['show']
  guards: Pick<Guards, 'editor'>
  reader: Pick<InitiativeReader, 'entered'>
  revisions: Pick<RevisionsStore, 'latest'>
  scope: Pick<Scope, 'mayEdit'>
  ownEdits: OwnEdits
}

export function photoAdminRoutes(deps: PhotoAdminDeps): Router {
  const { guards, reader, revisions, scope, ownEdits, showDesk } = deps

  function albumOf(req: Request, res: Response): Album {
    const id = numberOf(req.params.id)
    const entered = reader.entered(id)
    if (!entered || !scope.mayEdit(personOf(res), id)) throw notFound()
    return {
      owner: { proposal_id: null, initiative_id: id },
      photos: entered.fields.photos,
      keep(photos) {
        const live = { id, revision: revisions.latest(id)?.number ?? 0 }
        const edit = { by: personOf(res), live, input: { photos }, why: 'Photos', isConfirmed: false }
        const { outcome } = ownEdits.save(edit)
        if (outcome !== 'saved')
          throw new Problem('conflict', 'Something else about the listing has to be put right first.')
      },
      words: {
        ...{ title: `Photos of ${entered.fields.name}`, path: `${LISTINGS_PATH}/${id}/photos` },
        ...{ send: null, count: null },
        lead: 'Up to five. What you change is live at once, and kept as a revision.',
        back: { href: `${LISTINGS_PATH}/${id}/edit`, label: entered.fields.name },
        next: { href: `${LISTINGS_PATH}/${id}/edit`, label: 'Back to the listing' },
      },
    }
  }

  return albumRoutes(
    { ...deps, show: showDesk, section: LISTINGS_PATH },
    `${LISTINGS_PATH}/:id/photos`,
    [guards.editor],
    albumOf,
  )
}
