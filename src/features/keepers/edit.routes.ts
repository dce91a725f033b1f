// Proposing a change to a listing: by those who keep it, and by anybody who knows better.

import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { inTransaction } from '../../platform/database/open.ts'
import { wayOf } from '../../platform/mail/way.ts'
import { cleanText } from '../../platform/text/clean.ts'
import {
  type FormValues,
  firstOf,
  type Issue,
  readForm,
  readValues,
  valuesOf,
} from '../../platform/web/forms.ts'
import { type Limit, whereFrom } from '../../platform/web/limits.ts'
import type { FieldName, InitiativeFields } from '../initiatives/fields.ts'
import { type FormGround, pressedRows } from '../initiatives/form.rules.ts'
import type { PublicInitiative } from '../initiatives/kept.fields.ts'
import { type Ground, placeInitiative } from '../initiatives/placing.rules.ts'
import type { RevisionsStore } from '../initiatives/revisions.store.ts'
import { go } from '../people/entering.routes.ts'
import { emailField, type SignedIn } from '../people/fields.ts'
import { type KeepDeps, mayWriteTo, sendLink, showForm, TOO_MANY, tooMuchMail } from './asking.routes.ts'
import { findOne } from './claim.routes.ts'
import { editGroups, editNames, editValues, issueIn, readEdit } from './edit.rules.ts'
import { type Editing, editPage } from './edit.view.ts'
import type { NewEdit } from './edits.store.ts'
import { sayPage } from './form.view.ts'
import { confirmLetter } from './letters.rules.ts'
import { sentSubject } from './rules.ts'

export interface EditDeps extends KeepDeps {
  ground: Ground
  revisions: RevisionsStore
  formGround(): FormGround
}

interface Asked {
  one: PublicInitiative
  person: SignedIn | undefined
  as: Editing
  isTrusted: boolean
}

const EDITS_FROM_ONE_PLACE: Limit = { name: 'edit-place', times: 20, seconds: 3600 }

const about = {
  note: z.string().max(2000, 'Say it in at most 2,000 characters').transform(cleanText).default(''),
  seen: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .default(0),
  company: z.string().default(''),
}
const strangerAbout = z.strictObject({ ...about, email: emailField })
const knownAbout = z.strictObject({ ...about, email: z.string().optional() })

export function editRoutes(deps: EditDeps): Router {
  const { keepers, revisions, reader, edits, ground, db, limits } = deps
  const router = Router()

  function ask(one: PublicInitiative, res: Response): Asked {
    const person: SignedIn | undefined = res.locals.person
    const isKeeper = person !== undefined && keepers.isKeeper(person.id, one.id)
    const isTrusted = isKeeper && keepers.isTrusted(person.id, one.id)
    return { one, person, isTrusted, as: isKeeper ? 'keeper' : person ? 'known' : 'stranger' }
  }
  const latest = (id: number) => revisions.latest(id)?.number ?? 0
  const live = (id: number) => reader.entered(id)?.fields as InitiativeFields

  /** What they saw when they opened the form; a listing that had no revision then has its first one from that. */
  function seenBy(id: number, seen: number): InitiativeFields {
    return revisions.get(id, Math.max(seen, 1))?.fields ?? live(id)
  }
  function show(
    res: Response,
    { one, as, isTrusted }: Asked,
    seen: number,
    values: FormValues,
    issues: Issue[] = [],
    status?: number,
    opened = '',
  ) {
    const ground = deps.formGround()
    const page = editPage({ listing: one, as, isTrusted, ground, seen, values, issues, opened })
    return showForm(deps, res, page, status)
  }
  function read({ one, as }: Asked, values: FormValues, seen: number) {
    const isKeeper = as === 'keeper'
    const edit = readEdit(seenBy(one.id, seen), values, { isKeeper, ground: deps.formGround() })
    if (!edit.ok) return { issues: edit.issues }
    const placed = placeInitiative(edit.fields, ground)
    const names = fieldsFor({ as })
    if (!placed.ok) return { issues: placed.issues.map(issue => issueIn(names, issue)) }
    return { edit, placing: placed.placing }
  }
  async function isFew(req: Request, { as }: Asked, email: string): Promise<boolean> {
    return (
      (await limits.take(EDITS_FROM_ONE_PLACE, whereFrom(req))) &&
      (as !== 'stranger' || (await mayWriteTo(deps, req, email)))
    )
  }

  router.get('/initiatives/:slug/edit', (req, res) => {
    const one = findOne(deps, req, res, 'edit')
    if (!one) return
    const asked = ask(one, res)
    const values = editValues(live(one.id), asked.as === 'keeper', deps.formGround())
    return show(res, asked, latest(one.id), values)
  })

  router.post('/initiatives/:slug/edit', readForm, async (req, res) => {
    const one = findOne(deps, req, res, 'edit')
    if (!one) return
    const asked = ask(one, res)
    const values = valuesOf(req)
    const pressed = pressedRows(fieldsFor(asked), values)
    if (pressed) return show(res, asked, seenIn(values), pressed.values, [], 200, pressed.name)
    const { form, rest } = split(values, editNames(asked.as === 'keeper'))
    const said = readValues(asked.as === 'stranger' ? strangerAbout : knownAbout, rest)
    const seen = seenIn(values)
    const outcome = read(asked, form, seen)
    const issues = [...(outcome.issues ?? []), ...(said.issues ?? [])]
    if (!said.data || !outcome.edit) return show(res, asked, seen, values, issues)
    const { asked: changes, base } = outcome.edit
    const email = asked.person?.email ?? said.data.email ?? ''
    const isSame = Object.keys(changes).length === 0
    if (isSame && said.data.note === '') return showSame(res, asked, seen, values)
    if (!(await isFew(req, asked, email)))
      return show(res, asked, seen, values, asked.as === 'stranger' ? tooMuchMail : tooOften, 429)
    if (said.data.company !== '') return go(res, sentPath(asked))
    const edit = {
      ...{
        initiative_id: one.id,
        asked: changes,
        base,
        note: said.data.note,
        email,
        placing: outcome.placing,
      },
      person_id: asked.person?.id ?? null,
    }
    return keep(req, res, asked, { edit, seen, values, isSame })
  })

  async function keep(
    req: Request,
    res: Response,
    asked: Asked,
    { edit, seen, values, isSame }: { edit: NewEdit; seen: number; values: FormValues; isSame: boolean },
  ): Promise<void> {
    const { person_id } = edit
    if (asked.isTrusted && person_id !== null && !isSame) {
      const sent = edits.addLive({ ...edit, person_id })
      const names = fieldsFor({ as: 'keeper' })
      if (!sent.ok)
        return show(
          res,
          asked,
          seen,
          values,
          sent.issues.map(issue => issueIn(names, issue)),
        )
      return go(res, '/keep?done=changed')
    }
    const { uuid } = inTransaction(db, () => edits.add(edit))
    if (person_id === null)
      await sendLink(deps, req, res, {
        email: edit.email,
        purpose: 'confirm',
        subject: sentSubject(uuid),
        letter: confirmLetter,
      })
    go(res, sentPath(asked))
  }

  function showSame(res: Response, asked: Asked, seen: number, values: FormValues): Promise<void> {
    const message = 'Change at least one answer, or say here what is different'
    return show(res, asked, seen, values, [{ path: ['note'], message }])
  }

  router.get('/initiatives/:slug/edit/sent', (req, res) => {
    const one = findOne(deps, req, res, 'edit')
    if (!one) return
    const lead = `A mail to the address you gave ${wayOf(deps.config)}. Press the link in it, and the editors see what you sent.`
    const foot = [{ text: '', href: `/initiatives/${one.slug}`, label: `Back to ${one.name}` }]
    return showForm(deps, res, sayPage('Check your e-mail', lead, foot))
  })

  router.get('/keep/received', (_req, res) =>
    showForm(
      deps,
      res,
      sayPage('Thank you', 'The editors have it now. We write to you when they have decided.'),
    ),
  )
  return router
}

function fieldsFor({ as }: Pick<Asked, 'as'>): FieldName[] {
  return editGroups(as === 'keeper').flatMap(({ fields }) => fields)
}

function seenIn(values: FormValues): number {
  return Number(firstOf(values, 'seen')) || 0
}

const tooOften: Issue[] = [{ path: ['note'], message: TOO_MANY }]

function sentPath({ as, one }: Asked): string {
  if (as === 'keeper') return '/keep?done=sent'
  return as === 'known' ? '/keep/received' : `/initiatives/${one.slug}/edit/sent`
}

/** The boxes of the listing, and the rest; what belongs to neither is refused with the rest. */
function split(values: FormValues, names: readonly string[]): { form: FormValues; rest: FormValues } {
  const entries = Object.entries(values)
  const isBox = ([name]: [string, unknown]) => names.includes(name)
  return {
    form: Object.fromEntries(entries.filter(isBox)),
    rest: Object.fromEntries(entries.filter(entry => !isBox(entry))),
  }
}
