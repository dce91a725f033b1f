import { expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { visitor } from '../../support/people.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

it('what nobody confirmed is kept for a week, what was rejected for three months, links for a day after their end (threat 30)', async () => {
  const site = await openSite({ cast: { uniformBank: town.cast.uniformBank } })
  const { proposals, retention } = site.context
  const statuses = () => site.db.prepare('select status from proposal order by id').pluck().all()
  const links = () => site.db.prepare('select count(*) from sign_in').pluck().get()
  inTransaction(site.db, () => {
    const edit = { kind: 'edit', initiative_id: 1 } as const
    proposals.add({ ...edit, status: 'unconfirmed' })
    proposals.add({ ...edit, status: 'rejected', decided_at: town.now })
    proposals.add({ ...edit, status: 'waiting' })
    proposals.add({ ...edit, status: 'approved', decided_at: town.now })
  })
  await visitor(site).post('/keep/send-link', { email: 'ada@uniforms.example' })
  const at = (moment: string) => {
    site.setNow(moment)
    retention.run()
    return [statuses(), links()]
  }
  expect(at('2026-06-10T09:00:00Z')).toEqual([['unconfirmed', 'rejected', 'waiting', 'approved'], 1])
  expect(at('2026-06-16T08:29:00Z')).toEqual([['unconfirmed', 'rejected', 'waiting', 'approved'], 0])
  expect(at('2026-06-16T08:31:00Z')).toEqual([['rejected', 'waiting', 'approved'], 0])
  expect(at('2026-09-07T08:29:00Z')).toEqual([['rejected', 'waiting', 'approved'], 0])
  expect(at('2026-09-07T08:31:00Z')).toEqual([['waiting', 'approved'], 0])
})
