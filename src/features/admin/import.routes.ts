// Imports in the browser: a file and its mapping, the same preview as the command's, then taking it.
import { type Request, type RequestHandler, type Response, Router } from 'express'
import multer from 'multer'
import { notFound } from '../../platform/web/errors.ts'
import {
  type FormValues,
  firstOf,
  type Issue,
  onlyNamed,
  readForm,
  valuesOf,
} from '../../platform/web/forms.ts'
import type { Log } from '../../platform/web/log.ts'
import type { Show } from '../../platform/web/page.ts'
import type { Totals } from '../initiatives/import.ts'
import { sayTotals } from '../initiatives/report.import.ts'
import { go } from '../people/entering.routes.ts'
import { type Guards, personOf } from '../people/guards.routes.ts'
import { IMPORT_PATH, runPage, uploadPage } from './import.view.ts'
import { shippedMappings } from './mappings.import.ts'
import { SITE_PATH } from './record.view.ts'
import { type ImportTask, MOST_PACKED } from './running.import.ts'
import type { Upload, UploadsStore } from './uploads.store.ts'

export interface ImportAdminDeps {
  showDesk: Show
  guards: Pick<Guards, 'admin'>
  log: Pick<Log, 'error'>
  uploads: UploadsStore
  /** Looks through a file or takes it, away from everybody else. */
  runImport(task: ImportTask): Promise<void>
}

const LIMITS = { fileSize: MOST_PACKED, files: 1, fields: 4, parts: 6, fieldSize: 64_000, headerPairs: 50 }
const parse = multer({ storage: multer.memoryStorage(), limits: LIMITS }).single('file')

/** Reads a form with a file in it; what is too large is said on the page, with the rest of the answers. */
const readUpload: RequestHandler = function readUpload(req, res, next) {
  parse(req, res, (error?: unknown) => {
    if (error) res.locals.refused = sayRefusal(error)
    next()
  })
}

export function importAdminRoutes(deps: ImportAdminDeps): Router {
  const { showDesk, guards, log, uploads, runImport } = deps
  const router = Router()
  const shipped = shippedMappings()

  function show(res: Response, values: FormValues, issues: Issue[] = []): Promise<void> {
    const page = uploadPage(shipped, values, issues)
    const title = issues.length > 0 ? 'Error: Import' : 'Import'
    const status = issues.length > 0 ? 422 : 200
    return showDesk(res, 'admin/import', { title, section: SITE_PATH }, page, { status })
  }
  function found(req: Request): Upload {
    uploads.forgetOld()
    const upload = uploads.find(String(req.params.id))
    if (!upload) throw notFound('That file is no longer kept. Choose it again.')
    return upload
  }
  function run(task: ImportTask): void {
    runImport(task).catch((error: unknown) => {
      log.error({ event: 'import stopped', error: error instanceof Error ? error.stack : String(error) })
      if (!task.take) uploads.settle(task.id, { status: 'unusable', problem: STOPPED })
    })
  }

  router.get(IMPORT_PATH, guards.admin, (_req, res) => show(res, { start: 'simple' }))

  router.post(IMPORT_PATH, guards.admin, readUpload, (req, res) => {
    const values = onlyNamed(['start', 'mapping'], valuesOf(req))
    const mapping =
      firstOf(values, 'mapping').trim() || shipped.find(one => one.name === firstOf(values, 'start'))?.text
    const issues: Issue[] = []
    const wrongFile = res.locals.refused ?? (req.file?.size ? '' : 'Choose a file')
    if (wrongFile) issues.push({ path: ['file'], message: wrongFile })
    if (!mapping) issues.push({ path: ['mapping'], message: 'Choose a mapping above, or paste one here' })
    if (!req.file || !mapping || issues.length > 0) return show(res, values, issues)
    uploads.forgetOld()
    const id = uploads.add(personOf(res).id, req.file.buffer, mapping)
    run({ id, take: false })
    return go(res, `${IMPORT_PATH}/${id}`)
  })

  router.get(`${IMPORT_PATH}/:id`, guards.admin, (req, res) => {
    const upload = found(req)
    const isStuck = uploads.isStuck(upload)
    const totals = sayTotals({ ...NONE, ...upload.totals }, upload.status === 'taken')
    const asked = String(req.query.page ?? '')
    const page = runPage(upload, { totals, isStuck }, /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1)
    if (upload.status === 'reading' || (upload.status === 'taking' && !isStuck)) res.set('Refresh', '2')
    return showDesk(res, 'admin/import-run', { title: page.title, section: SITE_PATH }, page)
  })

  router.post(`${IMPORT_PATH}/:id/mapping`, guards.admin, readForm, (req, res) => {
    const { id } = found(req)
    if (uploads.remap(id, firstOf(onlyNamed(['mapping'], valuesOf(req)), 'mapping'))) run({ id, take: false })
    return go(res, `${IMPORT_PATH}/${id}`)
  })

  router.post(`${IMPORT_PATH}/:id`, guards.admin, readForm, (req, res) => {
    const { id } = found(req)
    onlyNamed([], valuesOf(req))
    // Whoever presses twice, or in two windows, takes it once.
    if (uploads.begin(id)) run({ id, take: true })
    return go(res, `${IMPORT_PATH}/${id}`)
  })
  return router
}

const NONE: Totals = { add: 0, change: 0, unchanged: 0, refuse: 0, skip: 0 }
const STOPPED = 'Something went wrong while looking through the file. It has been noted; please try again.'

function sayRefusal(error: unknown): string {
  const isLarge = error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE'
  if (isLarge)
    return `Choose a file of at most ${MOST_PACKED / 1_000_000} MB, or split it; packed with gzip it may hold more`
  return 'That could not be read. Choose one file, and keep the mapping below 64 kB'
}
