// The site map: middleware in order, then one line a feature.
import type { RequestListener } from 'node:http'
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import type { Context } from './context.ts'
import { photoAdminRoutes } from './features/admin/photos.routes.ts'
import { adminRoutes } from './features/admin/routes.ts'
import { askAhead } from './features/initiatives/asking.routes.ts'
import { detailRoutes } from './features/initiatives/detail.routes.ts'
import { fileRoutes } from './features/initiatives/files.routes.ts'
import { listRoutes } from './features/initiatives/list.routes.ts'
import { claimRoutes } from './features/keepers/claim.routes.ts'
import { editRoutes } from './features/keepers/edit.routes.ts'
import { handingRoutes } from './features/keepers/handing.routes.ts'
import { keepRoutes } from './features/keepers/keep.routes.ts'
import { keepLinkRoutes } from './features/keepers/link.routes.ts'
import { personalRoutes } from './features/keepers/personal.routes.ts'
import { keeperPhotoRoutes } from './features/keepers/photos.routes.ts'
import { reportRoutes } from './features/keepers/report.routes.ts'
import { mailRoutes } from './features/mail/routes.ts'
import { embedRoutes } from './features/map/embed.routes.ts'
import { groundRoutes } from './features/map/ground.routes.ts'
import { mapRoutes } from './features/map/routes.ts'
import { askedElsewhere } from './features/map/streets.fields.ts'
import { streetRoutes } from './features/map/streets.routes.ts'
import { tileRoutes } from './features/map/tiles.routes.ts'
import { areaRoutes } from './features/pages/areas.routes.ts'
import { categoryRoutes } from './features/pages/categories.routes.ts'
import { crawlerRoutes } from './features/pages/crawlers.routes.ts'
import { healthRoutes } from './features/pages/health.routes.ts'
import { homeRoutes } from './features/pages/home.routes.ts'
import { wordRoutes } from './features/pages/words.routes.ts'
import { accountRoutes } from './features/people/account.routes.ts'
import { addingRoutes } from './features/people/adding.routes.ts'
import { factorRoutes } from './features/people/factor.routes.ts'
import { firstRoutes } from './features/people/first.routes.ts'
import { knowPerson } from './features/people/guards.routes.ts'
import { peopleRoutes } from './features/people/people.routes.ts'
import { signInRoutes } from './features/people/sign-in.routes.ts'
import { nearRoutes } from './features/places/routes.ts'
import { deskRoutes } from './features/proposals/desk.routes.ts'
import { proposalPhotoRoutes } from './features/proposals/photos.routes.ts'
import { submittingRoutes } from './features/proposals/submitting.routes.ts'
import { answerErrors, answerNothing } from './platform/web/failure.ts'
import { makeFront } from './platform/web/front.ts'
import { makeLoad } from './platform/web/load.ts'
import { refuseForeign } from './platform/web/origin.ts'
import { keptByNobody } from './platform/web/respond.ts'
import { securityHeaders } from './platform/web/security.ts'
import { oneSpelling } from './platform/web/spelling.ts'

/** The site: what is in memory leaves at once, the rest is made by its route. */
export function makeSite(context: Context): { answer: RequestListener; app: Express } {
  const { log, assets, pageCache } = context
  const secure = securityFor(context)
  const app = makeApp(context, secure)
  const answer = makeFront({
    log,
    recall: req => assets.recall(req) ?? pageCache.recall(req),
    load: makeLoad(),
    always: new Set(['/healthz']),
    secure,
    pages: (req, res, done) => app(req as Request, res as Response, done),
  })
  return { answer, app }
}

function makeApp(context: Context, secure: RequestHandler): Express {
  const { config, assets, pageCache } = context
  const app = express()
  app.set('query parser', 'simple')
  app.set('trust proxy', config.TRUST_PROXY || false)
  app.disable('x-powered-by')

  app.use(secure)
  app.use(assets.serve)
  app.use(keptByNobody)
  app.use(oneSpelling)
  // Before what asks the database whether anything changed: health is asked when it may not answer.
  app.use(healthRoutes(context))
  app.use(pageCache.letKeep)
  app.use(refuseForeign(config.BASE_URL))
  app.use(knowPerson(context))

  app.use(['/initiatives', '/map', '/map.svg', '/embed/map'], askAhead(context))
  app.use(homeRoutes(context))
  app.use(nearRoutes(context))
  app.use(listRoutes(context))
  app.use(fileRoutes(context))
  app.use(detailRoutes(context))
  app.use(mapRoutes(context))
  app.use(tileRoutes(context))
  app.use(groundRoutes(context))
  app.use(embedRoutes(context))
  app.use(streetRoutes(context))
  app.use(areaRoutes(context))
  app.use(categoryRoutes(context))
  app.use(wordRoutes(context))
  app.use(crawlerRoutes(context))
  app.use(firstRoutes(context))
  app.use(factorRoutes(context))
  app.use(signInRoutes(context))
  app.use(accountRoutes(context))
  app.use(addingRoutes(context))
  app.use(peopleRoutes(context))
  app.use(mailRoutes(context))
  app.use(adminRoutes(context))
  app.use(photoAdminRoutes(context))
  app.use(keepLinkRoutes(context))
  app.use(keepRoutes(context))
  app.use(handingRoutes(context))
  app.use(editRoutes(context))
  app.use(claimRoutes(context))
  app.use(reportRoutes(context))
  app.use(personalRoutes(context))
  app.use(deskRoutes(context))
  app.use(keeperPhotoRoutes(context))
  app.use(proposalPhotoRoutes(context))
  app.use(submittingRoutes(context))

  app.use(answerNothing)
  app.use(answerErrors(context))
  return app
}

/** The map alone may show pictures of streets from elsewhere, and alone be shown elsewhere. */
function securityFor({ config, streets }: Context): RequestHandler {
  const pictures = { paths: ['/map', '/embed/map'], from: askedElsewhere(streets) }
  return securityHeaders(config.BASE_URL, { framed: ['/embed/map'], pictures })
}
