// The pages of words: about, privacy, accessibility, how editors decide, open data.
import { Router } from 'express'
import { markdownToHtml } from '../../platform/text/markdown.ts'
import type { Show } from '../../platform/web/page.ts'
import { EXAMPLES } from '../initiatives/mapping.import.ts'
import type { InitiativesStore } from '../initiatives/store.ts'
import type { Streets } from '../map/streets.fields.ts'
import type { SettingsStore } from '../settings/store.ts'
import { openDataPage } from './data.view.ts'
import { aboutPage, decidingPage, privacyPage, wordsHead, wordsTop } from './words.view.ts'

export interface WordDeps {
  show: Show
  mail: string
  baseUrl: string
  siteName: string
  settings: Pick<SettingsStore, 'now'>
  store: Pick<InitiativesStore, 'hasFrom'>
  streets: Streets | undefined
}

export function wordRoutes(deps: WordDeps): Router {
  const { show, baseUrl, streets, settings, store } = deps
  const router = Router()
  router.get('/about', (_req, res) => {
    const now = settings.now()
    const about_us = now.about_us && markdownToHtml(now.about_us)
    const page = aboutPage(now, about_us, store.hasFrom(EXAMPLES))
    return show(res, 'pages/about', wordsHead('about'), page)
  })
  router.get('/privacy', (_req, res) =>
    show(res, 'pages/privacy', wordsHead('privacy'), privacyPage(deps.mail, streets)),
  )
  router.get('/accessibility', (_req, res) =>
    show(res, 'pages/accessibility', wordsHead('accessibility'), wordsTop('accessibility', deps.mail)),
  )
  router.get('/how-we-decide', (_req, res) =>
    show(res, 'pages/how-we-decide', wordsHead('how-we-decide'), decidingPage(deps.mail)),
  )
  router.get('/open-data', (_req, res) =>
    show(res, 'pages/open-data', wordsHead('open-data'), openDataPage(baseUrl, deps.mail, deps.siteName)),
  )
  return router
}
