// Adding a project, step by step: each is read, kept, and leads to the next; nothing is kept before the first is sent.
import { type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { cleanText } from '../../platform/text/clean.ts'
import { tableOf } from '../../platform/text/table.ts'
import {
  type FormValues,
  firstOf,
  type Issue,
  onlyNamed,
  readForm,
  valuesOf,
} from '../../platform/web/forms.ts'
import type { Render } from '../../platform/web/render.ts'
import { pressedRows } from '../initiatives/form.rules.ts'
import { go } from '../people/entering.routes.ts'
import { makeToken } from '../people/secrets.rules.ts'
import { type AnswersDeps, makeStepGround } from './answers.search.ts'
import { makeCrowding } from './crowding.routes.ts'
import type { Draft, StepName } from './drafts.fields.ts'
import { type DraftDeps, placeIn } from './drafts.routes.ts'
import { makeShowing } from './showing.search.ts'
import { HELD, isTooFast, stampOf } from './spam.rules.ts'
import {
  mayBeAt,
  namesOf,
  nextStep,
  readStep,
  type Said,
  STEPS,
  type Step,
  stepCalled,
} from './submit.rules.ts'
import { type StepNotice, stepPage, valuesOfStep } from './submit.view.ts'

export interface SubmitDeps extends DraftDeps, Omit<AnswersDeps, 'clock'> {
  render: Render
}

export function submitRoutes(deps: SubmitDeps): Router {
  const { db, drafts, draftAccess, limits, clock } = deps
  const router = Router()
  const ground = makeStepGround(deps)
  const showingOf = makeShowing(deps)
  const crowding = makeCrowding(limits)

  router.get('/submit/:step', (req, res, next) => {
    const step = stepCalled(req.params.step)
    if (!step) return next()
    const draft = draftAccess.of(req)
    const elsewhere = placeInstead(step, draft)
    if (elsewhere) return go(res, elsewhere)
    const email = res.locals.person?.email ?? ''
    const values = valuesOfStep(step, draft, ground().form, email)
    const query = req.query as FormValues
    const notice = NOTICES[firstOf(query, 'why')] ?? null
    return show(res, step, draft, { values, notice, back: backOf(query), stamp: stamp() })
  })

  router.post('/submit/:step', readForm, async (req, res, next) => {
    const step = stepCalled(String(req.params.step))
    if (!step) return next()
    const values = known(step, valuesOf(req))
    const draft = draftAccess.of(req)
    const elsewhere = placeInstead(step, draft)
    if (elsewhere) return go(res, elsewhere)
    const pressed = draft && pressedRows(step.fields, values)
    if (pressed) {
      inTransaction(db, () => leave(draft, step.name, pressed.values))
      return go(res, `/submit/${step.name}${backOf(values) && '?back=check'}#${pressed.at}`)
    }
    const wantsLater = draft !== undefined && firstOf(values, 'later') !== ''
    const reading = readStep(step, values, draft?.proposal.asked ?? {}, ground())
    const again = (issues: Issue[], status: number) =>
      show(
        res,
        step,
        draft,
        { values, issues, back: backOf(values), stamp: firstOf(values, 'stamp') },
        status,
      )
    if (reading.issues && wantsLater) {
      inTransaction(db, () => leave(draft, step.name, values))
      return go(res, '/submit/later')
    }
    if (reading.issues) return again(reading.issues, 422)
    if (!draft && !(await crowding.mayBegin(req, res))) return again([TOO_MANY], 429)
    const after = inTransaction(db, () => keep(res, step, draft, reading.said, values))
    go(
      res,
      wantsLater ? '/submit/later' : backOf(values) === 'check' ? '/submit/check' : placeAfter(step, after),
    )
  })

  function show(
    res: Response,
    step: Step,
    draft: Draft | undefined,
    more: Shown,
    status = 200,
  ): Promise<void> {
    const showing = step.name === 'where' ? showingOf(more.values) : null
    const page = stepPage({ step, draft, ground: ground().form, issues: [], notice: null, showing, ...more })
    const title = page.errors.length > 0 ? `Error: ${page.title}` : page.title
    const scripts = step.name === 'where' ? ['place.js'] : []
    const head = { title: `${title} – Add a project`, robots: 'noindex, nofollow', scripts }
    return deps.show(res, 'submit/step', head, page, { status, keeper: 'nobody' })
  }
  const stamp = () => stampOf(clock(), limits.sign)

  /** Begins a draft, or goes on with it. */
  function keep(res: Response, step: Step, draft: Draft | undefined, said: Said, values: FormValues): Draft {
    const { asked, is_home, sender_name, email } = said
    const { [step.name]: _, ...typed } = draft?.typed ?? {}
    const isTooQuick = !draft && isTooFast(firstOf(values, 'stamp'), clock(), limits.sign)
    const writing = {
      ...(step.name === 'where' && { is_home }),
      ...(step.name === 'you' && { sender_name }),
      typed,
      done: [...new Set<StepName>([...(draft?.done ?? []), step.name])],
      signs: [...(draft?.signs ?? []), ...(isTooQuick ? [HELD.fast] : [])],
      is_trapped: draft?.is_trapped || firstOf(values, 'comment_url') !== '',
    }
    const asking = { asked, ...(step.name === 'you' && { email }) }
    if (draft) return drafts.keep(draft.proposal.id, asking, writing)
    const token = makeToken()
    draftAccess.give(res, token)
    return drafts.begin(token, asking, writing)
  }

  /** What cannot be read yet is there again when they come back. */
  function leave(draft: Draft, name: StepName, { stamp, back, later, ...typed }: FormValues): void {
    drafts.keep(draft.proposal.id, {}, { typed: { ...draft.typed, [name]: typed } })
  }
  return router
}

interface Shown {
  values: FormValues
  back: string
  stamp: string
  issues?: Issue[]
  notice?: StepNotice | null
}

const TOO_MANY: Issue = {
  path: ['name'],
  message: 'Many projects were begun from where you are just now. Wait an hour, then press Continue again',
}

const note = (text: string): StepNotice => ({ icon: 'info', tone: 'plain', heading: '', text, link: null })
const NOTICES = tableOf<StepNotice>({
  lost: note(
    'We could not find what you wrote before. It is kept for a week in a cookie of this browser, which may have been cleared or blocked; or it was sent and confirmed meanwhile.',
  ),
  changed: note('Something about this page changed since you were here. Please look at it once more.'),
  removed: note('What you wrote was thrown away.'),
})

/** Where somebody has to be instead, when they may not be at a step yet, or any more. */
function placeInstead(step: Step, draft: Draft | undefined): string | undefined {
  if (!draft) return step.name === 'about' ? undefined : '/submit/about?why=lost'
  if (draft.proposal.status !== 'draft') return placeIn(draft)
  return mayBeAt(step.name, draft) ? undefined : placeIn(draft)
}

function placeAfter(step: Step, draft: Draft): string {
  // Photos come last, and nobody has to send any.
  if (step.name === 'you' && nextStep(draft) === undefined) return '/submit/photos'
  const following = STEPS[STEPS.indexOf(step) + 1]
  return following && mayBeAt(following.name, draft)
    ? `/submit/${following.name}`
    : `/submit/${nextStep(draft) ?? 'check'}`
}

function backOf(values: FormValues): string {
  return firstOf(values, 'back') === 'check' ? 'check' : ''
}

/** What was sent, if it is what the form of a step sends; without what nobody can see, for it is shown again. */
function known(step: Step, values: FormValues): FormValues {
  const cleaned = Object.entries(onlyNamed(namesOf(step), values)).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(seen) : seen(value),
  ])
  return Object.fromEntries(cleaned)
}

function seen(text: string): string {
  return cleanText(text.toWellFormed())
}
