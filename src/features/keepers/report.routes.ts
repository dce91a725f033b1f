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
import { makeDoubles } from './doubles.routes.ts'
import { type Report, reportForm, UNSURE } from './fields.ts'
import { sayPage } from './form.view.ts'
import { otherPage, reportPage } from './report.view.ts'

type Somebody = { id: number; email: string } | undefined

const REPORTS_FROM_ONE_PLACE: Limit = { name: 'report-place', times: 12, seconds: 3600 }
/** Looking through all that is listed takes a while. */
const NAMES_FROM_ONE_PLACE: Limit = { name: 'double-place', times: 60, seconds: 900 }

export function reportRoutes(deps: KeepDeps): Router {
  const { clock, proposals, reader, limits, audit, db } = deps
  const router = Router()
  const now = () => clock().toISOString()
  const { askOther, otherIn } = makeDoubles(deps)

  /** It waits from now on, whatever the address: nobody confirms one to warn of something. */
  function keep(one: PublicInitiative, sent: Report, into_id: number | null, person_id: number | null): void {
    const { reason, email } = sent
    // What they typed and are not sure of says something all the same.
    const note = [sent.note, sent.other === UNSURE ? sent.another : ''].filter(Boolean).join('\n\n')
    const held_for = signsOfSpam({ description: note })
    const kind = into_id === null ? 'report' : 'merge'
    const report_reason = into_id === null ? reason : ''
    const said = { kind, initiative_id: one.id, into_id, report_reason, note, email } as const
    inTransaction(db, () => {
      // Those who leave no address may be several who say the same.
      if (email !== '' && proposals.sentJustNow(said)) return
      const { id } = proposals.add({
        ...{ ...said, status: held_for.length > 0 ? 'held' : 'waiting', person_id, held_for, sent_at: now() },
        ...(person_id !== null && { confirmed_at: now() }),
      })
      const live = [one.id, into_id ?? 0].flatMap(about => reader.entered(about) ?? [])
      proposals.setAreas(
        id,
        live.flatMap(({ placing }) => areasOf(placing)),
      )
      audit.note({
        ...{ person_id, made_as: 'visitor', action: 'report', subject_kind: 'initiative' },
        ...{ subject_id: one.id, detail: { reason, ...(into_id !== null && { other: into_id }) } },
      })
    })
  }
  /** Whoever is signed in is answered where they are known. */
  const whose = (res: Response) => res.locals.person as Somebody

  /** What came of it, for the page after it: nothing is kept of what a machine filled in. */
  async function take(one: PublicInitiative, sent: Report, into: number | null, person: Somebody) {
    const { email, company } = sent
    const isKnown = person?.email === email
    // Anybody may type anybody's address: the report is seen all the same, and so much mail comes of it and no more.
    const isAnswered = email === '' || isKnown || (await mayMail(deps, email))
    const report = isAnswered ? sent : { ...sent, email: '' }
    if (company === '') keep(one, report, into, isKnown ? (person?.id ?? null) : null)
    return email === '' ? '?answer=no' : isAnswered ? '' : '?answer=enough'
  }

  router.get('/initiatives/:slug/report', (req, res) => {
    const one = findOne(deps, req, res, 'report')
    const isTwice = req.query.reason === 'duplicate'
    const values = { email: whose(res)?.email ?? '' }
    return one && showForm(deps, res, (isTwice ? askOther : reportPage)(one, values))
  })

  router.post('/initiatives/:slug/report', readForm, async (req, res) => {
    const one = findOne(deps, req, res, 'report')
    if (!one) return
    const values = valuesOf(req)
    const isNamed = 'another' in values
    const again = (issues: Issue[], status?: number) =>
      showForm(deps, res, (isNamed ? askOther : reportPage)(one, values, issues), status)
    const { data, issues } = readValues(reportForm, values)
    if (!data) return again(issues)
    if (data.reason === 'duplicate' && data.company === '' && !isNamed)
      return showForm(deps, res, askOther(one, values))
    if (data.another !== '' && !(await limits.take(NAMES_FROM_ONE_PLACE, whereFrom(req))))
      return again([{ path: ['another'], message: TOO_MANY }], 429)
    const { id, wrong, others } = otherIn(one, data)
    if (wrong) return showForm(deps, res, otherPage(one, others, values, [wrong]))
    if (!(await limits.take(REPORTS_FROM_ONE_PLACE, whereFrom(req))))
      return again([{ path: [isNamed ? 'another' : 'note'], message: TOO_MANY }], 429)
    go(res, `/initiatives/${one.slug}/report/sent${await take(one, data, id, whose(res))}`)
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
