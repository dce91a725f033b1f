// Photos of a new project while it is written; and who may see those that no listing shows.
import { type Request, type Response, Router } from 'express'
import type { Config } from '../../config.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import { go } from '../people/entering.routes.ts'
import type { SignedIn } from '../people/fields.ts'
import { isStaff, lacksFactor } from '../people/rules.ts'
import { type Album, type AlbumDeps, albumRoutes } from '../photos/album.routes.ts'
import type { KeptPhoto } from '../photos/fields.ts'
import { photoRoutes } from '../photos/routes.ts'
import { type DraftAccess, placeIn } from './drafts.routes.ts'
import type { DraftsStore } from './drafts.store.ts'
import type { Scope } from './scope.store.ts'
import type { ProposalsStore } from './store.ts'
import { countOf } from './submit.rules.ts'

export interface ProposalPhotoDeps extends AlbumDeps {
  config: Pick<Config, 'NODE_ENV'>
  drafts: DraftsStore
  draftAccess: DraftAccess
  proposals: Pick<ProposalsStore, 'find'>
  keepers: Pick<KeepersStore, 'isKeeper'>
  scope: Pick<Scope, 'mayDecide' | 'mayEdit'>
}

const PATH = '/submit/photos'

export function proposalPhotoRoutes(deps: ProposalPhotoDeps): Router {
  const router = Router()
  router.use(albumRoutes(deps, PATH, [], (req, res) => albumOfDraft(deps, req, res)))
  router.use(photoRoutes({ photos: deps.photos, mayLook: makeMayLook(deps) }))
  return router
}

function albumOfDraft(
  { drafts, draftAccess }: ProposalPhotoDeps,
  req: Request,
  res: Response,
): Album | undefined {
  const draft = draftAccess.of(req)
  if (draft?.proposal.status !== 'draft') {
    go(res, draft ? placeIn(draft) : '/submit/about?why=lost')
    return undefined
  }
  const { id, asked } = draft.proposal
  const next = placeIn(draft)
  return {
    owner: { proposal_id: id, initiative_id: null },
    photos: asked.photos ?? [],
    keep: photos => {
      const { photos: _, ...rest } = asked
      drafts.keep(id, { asked: photos.length > 0 ? { ...rest, photos } : rest })
    },
    words: {
      ...{ title: 'Photos (optional)', path: PATH, send: null, ...countOf('photos') },
      lead: 'Up to five, so that people know the place when they see it. Ask whoever can be recognised first.',
      back: { href: '/submit/you', label: 'Back' },
      next: { href: next, label: next.endsWith('/check') ? 'Continue to check your answers' : 'Continue' },
    },
  }
}

/** Whoever sent it, whoever keeps the listing that once showed it, and editors of where it belongs. */
function makeMayLook(deps: Omit<ProposalPhotoDeps, keyof AlbumDeps | 'drafts'>) {
  const { config, draftAccess, proposals, keepers, scope } = deps
  return (req: Request, res: Response, { proposal_id, initiative_id }: KeptPhoto): boolean => {
    const proposal = proposal_id === null ? undefined : proposals.find(proposal_id)
    const draft = draftAccess.of(req)
    if (draft && draft.proposal.id === proposal_id) return true
    const person: SignedIn | undefined = res.locals.person
    if (!person || lacksFactor(person, config.NODE_ENV === 'production')) return false
    if (proposal && (proposal.person_id === person.id || proposal.email === person.email)) return true
    if (initiative_id !== null && keepers.isKeeper(person.id, initiative_id)) return true
    if (!isStaff(person)) return false
    // What nobody has sent and confirmed is no editor's to see.
    if (proposal?.confirmed_at && scope.mayDecide(person, proposal)) return true
    return initiative_id !== null && scope.mayEdit(person, initiative_id)
  }
}
