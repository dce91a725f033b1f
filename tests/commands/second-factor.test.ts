import { generateSync } from 'otplib'
import { expect, it } from 'vitest'
import { lettersTo, proofFor } from '../support/letters.ts'
import { cookiesOf, signedIn, visitor } from '../support/people.ts'
import { openTerminal } from './terminal.ts'

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const NOW = '2026-06-03T11:00:00Z'
const ADA = 'ada@mill.example'

/** An only admin of a public site with an app and recovery codes, signed in somewhere, at whose terminal we sit. */
async function onlyAdmin() {
  const terminal = await openTerminal({ cast: {}, now: NOW, env: { NODE_ENV: 'production' } })
  const { factors, clock } = terminal.context
  const ada = signedIn(terminal, { role: 'admin', email: ADA })
  factors.beginApp(ada.person.id, SECRET, clock())
  factors.confirm(factors.pending(ada.person.id)?.id ?? 0, 1, clock())
  const codes = await factors.makeCodes(ada.person.id)
  return { ...terminal, ada, codes }
}

it('an only admin who lost their app and their codes gets in again from where the site runs', async () => {
  const { ada, codes, type, context, db, ...site } = await onlyAdmin()
  const said = await type('second-factor', 'Ada@Mill.example', '--remove', '--commit')
  expect(said).toMatchObject({ code: 0, err: [] })
  expect(said.out.join()).toContain('Taken away: 1 second factor.')
  expect(JSON.stringify(said)).not.toContain(SECRET)
  expect((await ada.get('/admin/people').expect(303)).headers.location).toMatch(/^\/sign-in\?/)
  expect([context.factors.of(ada.person.id), context.factors.codesLeft(ada.person.id)]).toEqual([[], 0])

  const whole = { ...site, context, db }
  const asked = await visitor(whole).post('/sign-in', { email: ADA })
  expect(lettersTo(whole, ADA)).toHaveLength(1)
  const entered = await visitor(whole, cookiesOf(asked)).post(proofFor(whole, ADA).path).expect(303)
  const again = visitor(whole, cookiesOf(entered))
  await again.post('/account/second-factor/app').expect(303)
  const { text } = await again.get('/account/second-factor/app').expect(200)
  const secret = (/class="secret"><code>([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')
  const code = generateSync({ secret, epoch: Date.parse(NOW) / 1000 })
  const added = await again.post('/account/second-factor/app/proof', { code })
  await visitor(whole, cookiesOf(added)).get('/admin/people').expect(200)

  const traces = db.prepare('select action, made_as, person_id, subject_id, detail from audit').all()
  const trace = { action: 'factors removal', made_as: 'system', person_id: null, subject_id: ada.person.id }
  expect(traces).toEqual([{ ...trace, detail: '{}' }])
  expect(codes).toHaveLength(10)
})

it('what would go is only said before --commit is typed', async () => {
  const { ada, type, context, db } = await onlyAdmin()
  const said = await type('second-factor', ADA, '--remove')
  expect(said).toMatchObject({ code: 0, err: [] })
  expect(said.out.join()).toContain('They have 1 second factor. With --commit')
  await ada.get('/admin/people').expect(200)
  expect(context.factors.codesLeft(ada.person.id)).toBe(10)
  expect(db.prepare('select count(*) from audit').pluck().get()).toBe(0)
})

it.each([
  [[], 2, 'Give one e-mail address.'],
  [[ADA], 2, 'Say what to do with them: --remove.'],
  [[ADA, 'bo@quay.example', '--remove'], 2, 'Give one e-mail address.'],
  [['bo@quay.example', '--remove', '--commit'], 1, 'No editor or admin has that address.'],
])('whoever types %j is told what is missing', async (typed, code, words) => {
  const { type, context, ada } = await onlyAdmin()
  const said = await type('second-factor', ...typed)
  expect([said.code, said.err.join()]).toEqual([code, expect.stringContaining(words)])
  expect(context.factors.of(ada.person.id)).toHaveLength(1)
})
