// Editors add and change listings themselves, by the whole form in one page.
import { type Request, type Response, Router } from 'express'
import { cleanLine } from '../../platform/text/clean.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { notFound } from '../../platform/web/errors.ts'
import {
  type FormValues,
  firstOf,
  type Issue,
  onlyNamed,
  readForm,
  valuesOf,
} from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import type { Show } from '../../platform/web/page.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import {
  FORM_GROUPS,
  type FormGround,
  formNames,
  formValues,
  pressedRows,
  readFormFields,
} from '../initiatives/form.rules.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import type { Ground } from '../initiatives/placing.rules.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { RevisionsStore } from '../initiatives/revisions.store.ts'
import { go } from '../people/entering.routes.ts'
import { type Guards, personOf } from '../people/guards.routes.ts'
import type { FieldDiff } from '../proposals/diff.rules.ts'
import type { LikelyFound } from '../proposals/likely.search.ts'
import { LISTINGS_PATH } from '../proposals/listings.view.ts'
import type { Scope } from '../proposals/scope.store.ts'
import type { Likely } from '../proposals/sending.view.ts'
import type { OwnEdits } from './listing.store.ts'
import { type ListingParts, type LiveListing, listingPage } from './listing.view.ts'

export interface ListingAdminDeps {
  showDesk: Show
  guards: Pick<Guards, 'editor'>
  reader: Pick<InitiativeReader, 'entered'>
  revisions: Pick<RevisionsStore, 'latest'>
  ground: Pick<Ground, 'postcode'>
  formGround(): FormGround
  scope: Pick<Scope, 'mayEdit'>
  ownEdits: OwnEdits
  cards: { listed(ids: readonly number[], today: string): Listed[] }
  clock: Clock
}

const NAMES = FORM_GROUPS.flatMap(({ fields }) => fields)
const SENT = [...formNames(NAMES), 'why', 'confirmed', 'revision', 'different']
const MOST_WHY = 300

export function listingAdminRoutes(deps: ListingAdminDeps): Router {
  const { showDesk, guards, reader, revisions, ground, formGround, scope, ownEdits, cards, clock } = deps
  const router = Router()

  function show(res: Response, parts: Omit<ListingParts, 'ground'>): Promise<void> {
    const page = listingPage({ ...parts, ground: formGround() })
    const isWrong = page.errors.length > 0
    const title = isWrong ? `Error: ${page.title}` : (page.likely?.title ?? page.title)
    return showDesk(res, 'admin/listing', { title, section: LISTINGS_PATH }, page, {
      status: isWrong ? 422 : 200,
    })
  }

  /** The listing of an address, as whoever may change it finds it. */
  function found(req: Request, res: Response) {
    const id = numberOf(req.params.id)
    const entered = reader.entered(id)
    if (!entered || !scope.mayEdit(personOf(res), id)) throw notFound()
    const { fields, slug } = entered
    const live: LiveListing = { id, slug, name: fields.name, revision: revisions.latest(id)?.number ?? 0 }
    return { live, fields }
  }

  function likelyOf(found: LikelyFound[]): Likely[] {
    const listed = cards.listed(
      found.map(({ id }) => id),
      localTime(clock()).date,
    )
    return found.flatMap(({ id, metres }) => {
      const one = listed.find(other => other.id === id)
      return one ? [{ listed: one, metres, photo: undefined }] : []
    })
  }

  // A point that only follows from the postcode is left out, so that it follows from the next one.
  function valuesFor(fields: Parameters<typeof formValues>[0]): FormValues {
    const by = ground.postcode(fields.postcode ?? '')
    const isByPostcode = by !== undefined && by.lat === fields.lat && by.lon === fields.lon
    return formValues({ ...fields, ...(isByPostcode && { lat: null, lon: null }) }, formGround())
  }

  function save(req: Request, res: Response, live?: LiveListing): Promise<void> | void {
    const values = onlyNamed(SENT, valuesOf(req))
    const pressed = pressedRows(NAMES, values)
    if (pressed) return show(res, { live: live && seenBy(values, live), values: pressed.values })
    const { input, issues } = readFormFields(NAMES, values, formGround())
    // A place of which nobody said how it may be shown may be a home.
    input.precision ??= 'neighbourhood'
    const why = cleanLine(firstOf(values, 'why').toWellFormed())
    if (why.length > MOST_WHY) issues.push({ path: ['why'], message: `Use ${MOST_WHY} characters or fewer.` })
    if (issues.length > 0) return show(res, { live: live && seenBy(values, live), values, issues })
    const seen = live && seenBy(values, live)
    const edited = ownEdits.save({
      ...{ by: personOf(res), input, why, isConfirmed: firstOf(values, 'confirmed') === 'yes' },
      different: differentIn(values),
      ...(seen && { live: seen }),
    })
    if (edited.outcome === 'gone') throw notFound('That listing was taken down meanwhile.')
    if (edited.outcome === 'saved') return go(res, `${LISTINGS_PATH}/${edited.id}/edit?saved=yes`)
    if (edited.outcome === 'likely') return show(res, { live, values, likely: likelyOf(edited.likely) })
    if (edited.outcome === 'changed')
      return show(res, { live, values, changed: edited.changes.map(sayChange) })
    const refused: Issue[] = edited.issues.map(({ field, message }) => ({ path: [field], message }))
    return show(res, { live: seen, values, issues: refused })
  }

  router.get(`${LISTINGS_PATH}/new`, guards.editor, (_req, res) =>
    show(res, { live: undefined, values: formValues(BLANK, formGround()) }),
  )
  router.post(`${LISTINGS_PATH}/new`, guards.editor, readForm, (req, res) => save(req, res))

  router.get(`${LISTINGS_PATH}/:id/edit`, guards.editor, (req, res) => {
    const { live, fields } = found(req, res)
    return show(res, { live, values: valuesFor(fields), isSaved: req.query.saved === 'yes' })
  })
  router.post(`${LISTINGS_PATH}/:id/edit`, guards.editor, readForm, (req, res) =>
    save(req, res, found(req, res).live),
  )
  return router
}

// An address asks for its postcode, and what is added is there: nobody says anything else by going on.
const BLANK: Partial<InitiativeFields> = { where_kind: 'address', status: 'active' }

/** Ids of what the editor saw, and said that it is none of. */
function differentIn(values: FormValues): number[] {
  return firstOf(values, 'different').split(',').filter(Boolean).map(Number)
}

/** The listing under the revision that the editor saw. */
function seenBy(values: FormValues, live: LiveListing): LiveListing {
  const said = firstOf(values, 'revision')
  return { ...live, revision: /^\d{1,9}$/.test(said) ? Number(said) : -1 }
}

function sayChange({ label, now, asked }: FieldDiff) {
  const [before, after] = [now, asked].map(part => part.map(({ text }) => text).join('')) as [string, string]
  return {
    label,
    text: `${after ? `“${after}”` : 'Nothing'}, before ${before ? `“${before}”` : 'nothing'}`,
    href: '',
  }
}
