// Saying that a listing is one's own: proved by an address it has already, or by what an editor can check.

import { type Request, type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { wayOf } from '../../platform/mail/way.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { firstOf, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import type { PublicInitiative } from '../initiatives/kept.fields.ts'
import { go } from '../people/entering.routes.ts'
import { areasOf } from '../proposals/rules.ts'
import { signsOfSpam } from '../proposals/spam.rules.ts'
import { type KeepDeps, listingAt, mayWriteTo, sendLink, showForm, tooMuchMail } from './asking.routes.ts'
import { claimForm } from './fields.ts'
import { claimPage, sayPage } from './form.view.ts'
import { claimLetter, confirmLetter } from './letters.rules.ts'
import { claimSubject, sentSubject } from './rules.ts'

export function claimRoutes(deps: KeepDeps): Router {
  const { clock, proposals, reader, kept, db } = deps
  const router = Router()

  /**
   * Begins a claim that editors see once its address is confirmed, whether or not the listing has that address: nobody
   * learns by asking. Answers its uuid.
   */
  function begin(id: number, email: string, note: string): string {
    const said = { kind: 'claim', initiative_id: id, email, note } as const
    return inTransaction(db, () => {
      const twin = proposals.sentJustNow(said)
      if (twin) return twin.uuid
      const claim = proposals.add({
        ...{ ...said, status: 'unconfirmed' },
        ...{ sent_at: clock().toISOString(), held_for: signsOfSpam({ description: note }) },
      })
      const live = reader.entered(id)
      if (live) proposals.setAreas(claim.id, areasOf(live.placing))
      return claim.uuid
    })
  }

  router.get('/initiatives/:slug/claim', (req, res) => {
    const one = findOne(deps, req, res, 'claim')
    return one && showForm(deps, res, claimPage(one))
  })

  router.post('/initiatives/:slug/claim', readForm, async (req, res) => {
    const one = findOne(deps, req, res, 'claim')
    if (!one) return
    const values = valuesOf(req)
    const again = (issues: Issue[], status?: number) =>
      showForm(deps, res, claimPage(one, values, issues), status)
    const { data, issues } = readValues(claimForm, values)
    if (!data) return again(issues)
    if (!(await mayWriteTo(deps, req, data.email))) return again(tooMuchMail, 429)
    const sent = () => go(res, `/initiatives/${one.slug}/claim/sent`)
    if (firstOf(values, 'company') !== '') return sent()
    const { email, note } = data
    const uuid = begin(one.id, email, note)
    const start = kept.hasAddress(one.id, email)
      ? { purpose: 'keep' as const, subject: claimSubject(one.id, uuid), letter: claimLetter(one.name) }
      : { purpose: 'confirm' as const, subject: sentSubject(uuid), letter: confirmLetter }
    await sendLink(deps, req, res, { email, ...start })
    sent()
  })

  router.get('/initiatives/:slug/claim/sent', (req, res) => {
    const one = findOne(deps, req, res, 'claim')
    if (!one) return
    const lead = `A mail to the address you gave ${wayOf(deps.config)}. Press the link in it: if the listing knows the address you keep it then, otherwise an editor looks at what you told us and writes to you.`
    const foot = [
      {
        text: 'Nothing came? Look among unwanted mail too.',
        href: `/initiatives/${one.slug}/claim`,
        label: 'Ask again',
      },
    ]
    const back = { href: `/initiatives/${one.slug}`, label: one.name }
    return showForm(deps, res, { ...sayPage('Check your e-mail', lead, foot), back })
  })
  return router
}

/** The listing that a page is about; one that was renamed is shown at its new address, and one that is gone is said to be. */
export function findOne(
  deps: KeepDeps,
  req: Request,
  res: Response,
  noun: string,
): PublicInitiative | undefined {
  const { one, moved, isGone } = listingAt(deps, String(req.params.slug))
  if (one) return one
  const there = moved === undefined ? undefined : deps.reader.bySlug(moved)
  // What somebody wrote meanwhile is not thrown away; but a change to what was made one with another says nothing of that.
  const isHeard = req.method === 'POST' && !(isGone && noun === 'edit')
  if (there && isHeard) return there
  if (isGone && (!there || req.method === 'POST'))
    throw new Problem('gone', 'This point of light was taken down.')
  if (!moved) throw notFound('There is no point of light at this address.')
  go(res, `/initiatives/${moved}/${noun}`)
  return undefined
}
