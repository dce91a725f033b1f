// What the routes of keeping share: their parts, their limits, and how their small pages are shown.
import type { Request, Response } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import type { Issue } from '../../platform/web/forms.ts'
import { type Limit, whereFrom } from '../../platform/web/limits.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import { giveNonce, type PeopleRouteDeps } from '../people/entering.routes.ts'
import type { Purpose } from '../people/fields.ts'
import { baseAddress, linkLifetime } from '../people/rules.ts'
import type { Start } from '../people/sign-ins.store.ts'
import { MAILS_TO_ONE_ADDRESS, TOO_MANY_MAILS } from '../proposals/drafts.routes.ts'
import type { Others } from '../proposals/others.search.ts'
import type { ProposalsStore } from '../proposals/store.ts'
import type { KeepForm } from './form.view.ts'
import type { Keeping } from './parts.store.ts'

export interface KeepDeps extends PeopleRouteDeps, Keeping {
  reader: InitiativeReader
  publishing: Pick<Publishing, 'bySlug'>
  keepers: KeepersStore
  proposals: ProposalsStore
  others: Others
  audit: AuditStore
}

const QUARTER = 900
const DAY = 86_400
const ASKS_FROM_ONE_PLACE: Limit = { name: 'keep-place', times: 20, seconds: QUARTER }
// Whoever has lost a link twice still gets another; whoever is pestered is not pestered all day.
const ASKS_FOR_ONE_ADDRESS: Limit = { name: 'keep-email', times: 4, seconds: QUARTER }
const ASKS_FOR_ONE_ADDRESS_A_DAY: Limit = { name: 'keep-email-day', times: 10, seconds: DAY }

export const TOO_MANY = 'That was too often in a short while. Wait a quarter of an hour, then try again'

/** Whether another mail may go to an address, asked for from here. */
export async function mayAsk({ limits }: KeepDeps, req: Request, email: string): Promise<boolean> {
  return (
    (await limits.take(ASKS_FROM_ONE_PLACE, whereFrom(req))) &&
    (await limits.take(ASKS_FOR_ONE_ADDRESS, baseAddress(email))) &&
    (await limits.take(ASKS_FOR_ONE_ADDRESS_A_DAY, baseAddress(email)))
  )
}

/** Whether an address may be written to that anybody could have typed, whoever has it: three a day, by any form. */
export async function mayWriteTo(deps: KeepDeps, req: Request, email: string): Promise<boolean> {
  return (await mayAsk(deps, req, email)) && mayMail(deps, email)
}

export function mayMail({ limits }: Pick<KeepDeps, 'limits'>, email: string): Promise<boolean> {
  return limits.take(MAILS_TO_ONE_ADDRESS, baseAddress(email))
}

/** The listing at an address, or what has become of it. */
export function listingAt({ reader, publishing }: Pick<KeepDeps, 'reader' | 'publishing'>, slug: string) {
  const one = reader.bySlug(slug)
  const gone = one ? undefined : publishing.bySlug(slug)
  const into = gone?.into_id ? reader.entered(gone.into_id)?.slug : undefined
  return { one, moved: one ? undefined : (reader.movedTo(slug) ?? into), isGone: gone !== undefined }
}

/** Shows a small page; 422 where something in it is not right. */
export function showForm(
  { show }: Pick<KeepDeps, 'show'>,
  res: Response,
  page: KeepForm,
  status = page.errors.length > 0 ? 422 : 200,
): Promise<void> {
  const title = page.errors.length > 0 ? `Error: ${page.title}` : page.title
  return show(res, 'keep/form', { title, robots: 'noindex, nofollow' }, page, { status, keeper: 'nobody' })
}

export const tooMany: Issue[] = [{ path: ['email'], message: TOO_MANY }]
/** To whoever gave an address that has had enough mail which anybody could have asked for. */
export const tooMuchMail: Issue[] = [{ path: ['email'], message: TOO_MANY_MAILS }]

/** Sends a link and a code to an address, asked for by this browser. */
export async function sendLink(
  deps: KeepDeps,
  req: Request,
  res: Response,
  start: { email: string; purpose: Purpose; subject: string } & Pick<Start, 'letter' | 'isSilent'>,
): Promise<void> {
  const proof = await deps.signIns.prepare()
  const lifetime = linkLifetime(deps.people.byEmail(start.email)?.role)
  const nonce = giveNonce(deps, req, res)
  inTransaction(deps.db, () => deps.signIns.start(proof, { ...start, nonce, lifetime }))
}
