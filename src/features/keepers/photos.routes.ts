// Photos of a listing in the hands of those who keep it: gathered first, then sent as one change.
import { isDeepStrictEqual } from 'node:util'
import { type Request, type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import type { Entered } from '../initiatives/reading.store.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { type Album, type AlbumDeps, albumRoutes } from '../photos/album.routes.ts'
import type { Proposal } from '../proposals/fields.ts'
import type { KeepDeps } from './asking.routes.ts'
import { findOne } from './claim.routes.ts'
import type { PhotoDrafts } from './photos.store.ts'
import { sayRefused } from './rules.ts'

export interface KeeperPhotoDeps extends KeepDeps, AlbumDeps {
  photoDrafts: PhotoDrafts
}

const PATH = '/initiatives/:slug/edit/photos'
const SENDING = `${PATH}-sending`

export function keeperPhotoRoutes(deps: KeeperPhotoDeps): Router {
  const { db, guards, keepers, reader, edits, photoDrafts, proposals } = deps

  function found(req: Request, res: Response) {
    const one = findOne(deps, req, res, 'edit/photos')
    if (!one) return undefined
    const person = personOf(res)
    if (!keepers.isKeeper(person.id, one.id)) throw notFound()
    const live = reader.entered(one.id) as Entered
    return { one, person, live, isTrusted: keepers.isTrusted(person.id, one.id) }
  }

  function albumOf(req: Request, res: Response): Album | undefined {
    const here = found(req, res)
    if (!here) return undefined
    const { one, person, live, isTrusted } = here
    const { photos } = live.fields
    // Whoever only looks begins nothing.
    const draft =
      req.method === 'POST'
        ? photoDrafts.begin(one.id, person.id, photos)
        : photoDrafts.find(one.id, person.id)
    const asked = draft?.asked.photos ?? photos
    const isSame = isDeepStrictEqual(asked, photos)
    return {
      owner: { proposal_id: draft?.id ?? 0, initiative_id: null },
      photos: asked,
      keep: changed => proposals.change((draft as Proposal).id, { asked: { photos: changed } }),
      words: {
        ...{ title: `Photos of ${one.name}`, path: `/initiatives/${one.slug}/edit/photos` },
        lead: isTrusted
          ? 'Up to five. Gather what you want to change, then send it: it is live at once.'
          : 'Up to five. Gather what you want to change, then send it: an editor looks at it before it is live.',
        back: { href: '/keep', label: 'Your listings' },
        next: { href: '/keep', label: 'Back to your listings' },
        count: null,
        send: isSame
          ? null
          : {
              action: `/initiatives/${one.slug}/edit/photos-sending`,
              label: isTrusted ? 'Show them so' : 'Send them to the editors',
            },
      },
    }
  }

  const router = Router()
  router.post(SENDING, guards.keeper, (req, res) => {
    const here = found(req, res)
    if (!here) return
    const { one, person, live, isTrusted } = here
    const draft = photoDrafts.find(one.id, person.id)
    const photos = draft?.asked.photos ?? []
    if (!draft || isDeepStrictEqual(photos, live.fields.photos)) return go(res, '/keep?done=same')
    inTransaction(db, () => {
      const edit = {
        ...{ initiative_id: one.id, asked: { photos }, base: { photos: live.fields.photos }, note: '' },
        ...{ email: person.email, person_id: person.id, placing: live.placing },
      }
      const sent = isTrusted ? edits.addLive(edit) : { ok: true as const, proposal: edits.add(edit) }
      if (!sent.ok) throw new Problem('conflict', sayRefused(sent.issues))
      photoDrafts.handOver(draft.id, sent.proposal.id)
    })
    go(res, isTrusted ? '/keep?done=changed' : '/keep?done=sent')
  })
  router.use(albumRoutes(deps, PATH, [guards.keeper], albumOf))
  return router
}
