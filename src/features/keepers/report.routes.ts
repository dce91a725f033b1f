// Reporting a problem: seen by editors at once, with or without an address to answer to.
import { type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { tableOf } from '../../platform/text/table.ts'
import { firstOf, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { type Limit, whereFrom } from '../../platform/web/limits.ts'
import type { PublicInitiative } from '../initiatives/kept.fields.ts'
import { go } from '../people/entering.routes.ts'
import { areasOf } from '../proposals/rules.ts'
import { signsOfSpam } from '../proposals/spam.rules.ts'
import { type KeepDeps, mayMail, showForm, TOO_MANY } from './asking.routes.ts'
import { findOne } from './claim.routes.ts'
import { type Report, reportForm } from './fields.ts'
import { sayPage } from './form.view.ts'
import { reportPage } from './report.view.ts'

const REPORTS_FROM_ONE_PLACE: Limit = { name: 'report-place', times: 12, seconds: 3600 }

export function reportRoutes(deps: KeepDeps): Router {
  const { clock, proposals, reader, limits, audit, db } = deps
  const router = Router()
  const now = () => clock().toISOString()

  /** It waits from now on, whatever the address: nobody confirms one to warn of something. */
  function keep(one: PublicInitiative, { reason, note, email }: Report, person_id: number | null): void {
    const held_for = signsOfSpam({ description: note })
    const said = { kind: 'report', initiative_id: one.id, report_reason: reason, note, email } as const
    inTransaction(db, () => {
      // Those who leave no address may be several who say the same.
      if (email !== '' && proposals.sentJustNow(said)) return
      const { id } = proposals.add({
        ...{ ...said, status: held_for.length > 0 ? 'held' : 'waiting', person_id, held_for, sent_at: now() },
        ...(person_id !== null && { confirmed_at: now() }),
      })
      const live = reader.entered(one.id)
      if (live) proposals.setAreas(id, areasOf(live.placing))
      audit.note({
        ...{ person_id, made_as: 'visitor', action: 'report', subject_kind: 'initiative' },
        ...{ subject_id: one.id, detail: { reason } },
      })
    })
  }
  /** Whoever is signed in is answered where they are known. */
  const whose = (res: Response) => res.locals.person as { id: number; email: string } | undefined

  router.get('/initiatives/:slug/report', (req, res) => {
    const one = findOne(deps, req, res, 'report')
    return one && showForm(deps, res, reportPage(one, { email: whose(res)?.email ?? '' }))
  })

  router.post('/initiatives/:slug/report', readForm, async (req, res) => {
    const one = findOne(deps, req, res, 'report')
    if (!one) return
    const values = valuesOf(req)
    const again = (issues: Issue[], status?: number) =>
      showForm(deps, res, reportPage(one, values, issues), status)
    const { data, issues } = readValues(reportForm, values)
    if (!data) return again(issues)
    if (!(await limits.take(REPORTS_FROM_ONE_PLACE, whereFrom(req))))
      return again([{ path: ['note'], message: TOO_MANY }], 429)
    const person = whose(res)
    const isKnown = person?.email === data.email
    // Anybody may type anybody's address: the report is seen all the same, and so much mail comes of it and no more.
    const isAnswered = data.email === '' || isKnown || (await mayMail(deps, data.email))
    const report = isAnswered ? data : { ...data, email: '' }
    if (firstOf(values, 'company') === '') keep(one, report, isKnown ? (person?.id ?? null) : null)
    const answer = data.email === '' ? '?answer=no' : isAnswered ? '' : '?answer=enough'
    go(res, `/initiatives/${one.slug}/report/sent${answer}`)
  })

  router.get('/initiatives/:slug/report/sent', (req, res) => {
    const one = findOne(deps, req, res, 'report')
    if (!one) return
    const answer = ANSWERS[firstOf(req.query as never, 'answer')] ?? 'We write to you when they have.'
    const foot = [{ text: '', href: `/initiatives/${one.slug}`, label: `Back to ${one.name}` }]
    return showForm(
      deps,
      res,
      sayPage(
        'Thank you',
        `An editor looks into it. The listing stays up until they have decided. ${answer}`,
        foot,
      ),
    )
  })
  return router
}

const ANSWERS = tableOf({
  no: 'You gave no address, so we cannot tell you what came of it.',
  enough:
    'That address has had enough mail from us for today, so we cannot tell you what came of this one. Sign in before you report, and we can.',
})
