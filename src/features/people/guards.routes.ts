// Who may pass: the person behind a cookie, and the guards that stand in route lines.
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Config } from '../../config.ts'
import type { Clock } from '../../platform/text/clock.ts'
import type { Cookie } from '../../platform/web/cookies.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { readForm, valuesOf } from '../../platform/web/forms.ts'
import type { Show } from '../../platform/web/page.ts'
import type { SignedIn } from './fields.ts'
import { isRecent, isStaff, lacksFactor } from './rules.ts'
import type { SessionsStore } from './sessions.store.ts'

export interface GuardDeps {
  config: Pick<Config, 'NODE_ENV'>
  clock: Clock
  show: Show
}

/** Puts the person whose session a cookie names into `res.locals.person`, and notes where it is one no longer; asks the database for nobody without one. */
export function knowPerson(deps: {
  cookies: { session: Cookie }
  sessions: SessionsStore
  clock: Clock
}): RequestHandler {
  return function knowPerson(req, res, next) {
    const token = deps.cookies.session.read(req)
    if (token !== undefined) res.locals.person = deps.sessions.find(token, deps.clock())
    res.locals.wasSignedIn = token !== undefined && !res.locals.person
    next()
  }
}

/** The person behind a request that a guard has let through. */
export function personOf(res: Response): SignedIn {
  if (!res.locals.person) throw new Error('No guard stands before this route.')
  return res.locals.person
}

export type Guards = ReturnType<typeof makeGuards>

/**
 * The guards, each named as the table of routes names it. Strangers are shown the way in when they look, and refused when they
 * change anything; whoever may not know of a page is told that there is none.
 */
export function makeGuards({ config, clock, show }: GuardDeps) {
  const showWay = makeShowWay(show)
  const isProduction = config.NODE_ENV === 'production'
  const lacks = (person: SignedIn) => lacksFactor(person, isProduction)

  /** Anybody who is signed in, organisers too; staff with their second factor. */
  const signedIn: RequestHandler = function signedIn(req, res, next) {
    const person: SignedIn | undefined = res.locals.person
    if (!person) return showWay(req, res, next, SIGN_IN)
    if (lacks(person)) return showWay(req, res, next, SECOND)
    next()
  }
  /** The same for the pages of those who keep a listing, who are shown another way in; which listing is the store's to say. */
  const keeper: RequestHandler = function keeper(req, res, next) {
    if (!res.locals.person) return showWay(req, res, next, ASK_LINK)
    signedIn(req, res, next)
  }
  /** Anybody who is signed in, before their second factor. */
  const halfSignedIn: RequestHandler = function halfSignedIn(req, res, next) {
    if (!res.locals.person) return showWay(req, res, next, SIGN_IN)
    next()
  }
  const editor: RequestHandler = function editor(req, res, next) {
    signedIn(req, res, (problem?: unknown) => {
      if (problem) return next(problem)
      next(isStaff(personOf(res)) ? undefined : notFound())
    })
  }
  const admin: RequestHandler = function admin(req, res, next) {
    editor(req, res, (problem?: unknown) => {
      if (problem) return next(problem)
      next(personOf(res).role === 'admin' ? undefined : new Problem('forbidden', 'Only admins may do that.'))
    })
  }
  /** Stands after another guard: they proved who they are in the last ten minutes. */
  const recent: RequestHandler = function recent(req, res, next) {
    const person = personOf(res)
    if (isRecent(person, clock())) return next()
    const next_ = req.method === 'GET' ? req.originalUrl : pageOf(req)
    const again = person.has_factor ? '/sign-in/second-factor' : '/sign-in'
    res.redirect(303, `${again}?${new URLSearchParams({ next: next_, why: 'recent' })}`)
  }
  return { signedIn, keeper, halfSignedIn, editor, admin, recent }
}

interface Way {
  href: string
  label: string
  sentence: string
}

const SIGN_IN: Way = { href: '/sign-in', label: 'Sign in', sentence: 'Please sign in first.' }
const ASK_LINK: Way = {
  href: '/keep/send-link',
  label: 'Ask for your link',
  sentence: 'Please ask for your link first.',
}
const SECOND: Way = {
  href: '/sign-in/second-factor',
  label: 'Give your second factor',
  sentence: 'Please give your second factor first.',
}

/** Shows the way in to whoever looks; whoever sent something gets it back whole, to send again once they are in. */
function makeShowWay(show: Show) {
  return (req: Request, res: Response, next: NextFunction, way: Way): void => {
    if (req.method === 'GET' || req.method === 'HEAD') {
      const why = way === SIGN_IN && res.locals.wasSignedIn ? { why: 'ended' } : undefined
      res.redirect(303, `${way.href}?${new URLSearchParams({ next: req.originalUrl, ...why })}`)
      return
    }
    readForm(req, res, error => {
      const hidden = Object.entries(valuesOf(req)).flatMap(([name, values]) =>
        [values].flat().map(value => ({ name, value })),
      )
      if (error || hidden.length === 0) return next(error ?? new Problem('forbidden', way.sentence))
      const head = { title: 'You are not signed in', robots: 'noindex, nofollow' }
      const page = { ...head, lead: LEAD, action: req.originalUrl, hidden, way }
      show(res, 'people/again', head, page, { status: 403, keeper: 'nobody' }).catch(next)
    })
  }
}

const LEAD =
  'Nothing was changed, and nothing you wrote is lost: this page holds it. Let yourself in again, come back here, and send it once more.'

/** The page that a form stands on: its own address, without the noun of the action. */
function pageOf({ originalUrl }: Request): string {
  const path = originalUrl.replace(/\?.*/, '')
  return path.startsWith('/account') ? '/account' : path.replace(/^(\/admin\/people\/\d+)\/.*/, '$1')
}
