// The pages of words: about, privacy, accessibility, open data.
import { Router } from 'express'
import type { Show } from '../../platform/web/page.ts'
import type { Streets } from '../map/streets.fields.ts'
import { openDataPage } from './data.view.ts'
import { aboutPage, privacyPage, wordsHead, wordsTop } from './words.view.ts'

export interface WordDeps {
  show: Show
  mail: string
  baseUrl: string
  siteName: string
  streets: Streets | undefined
}

export function wordRoutes({ show, mail, baseUrl, siteName, streets }: WordDeps): Router {
  const router = Router()
  router.get('/about', (_req, res) => show(res, 'pages/about', wordsHead('about'), aboutPage(mail)))
  router.get('/privacy', (_req, res) =>
    show(res, 'pages/privacy', wordsHead('privacy'), privacyPage(mail, streets)),
  )
  router.get('/accessibility', (_req, res) =>
    show(res, 'pages/accessibility', wordsHead('accessibility'), wordsTop('accessibility', mail)),
  )
  router.get('/open-data', (_req, res) =>
    show(res, 'pages/open-data', wordsHead('open-data'), openDataPage(baseUrl, mail, siteName)),
  )
  return router
}
