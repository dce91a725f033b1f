import express from 'express'
import supertest from 'supertest'
import { describe, it } from 'vitest'
import { refuseForeign } from '../../../src/platform/web/origin.ts'
import { OURS, TRUTH } from '../../support/foreign.ts'

describe('what another site makes a browser send', () => {
  const app = express()
  app.use(refuseForeign(OURS))
  app.all('/', (_req, res) => {
    res.end('done')
  })
  const refused: express.ErrorRequestHandler = (error, _req, res, _next) => {
    res.status(error.status).end()
  }
  app.use(refused)

  it.each(TRUTH)('%j may change something: %s', async (says, passes) => {
    for (const method of ['post', 'put', 'patch', 'delete'] as const)
      await supertest(app)
        [method]('/')
        .set(says)
        .expect(passes ? 200 : 403)
    for (const method of ['get', 'head', 'options'] as const)
      await supertest(app)[method]('/').set(says).expect(200)
  })
})
