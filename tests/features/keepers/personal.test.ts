import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { keeperOf } from '../../support/keeping.ts'
import { signedIn, visitor } from '../../support/people.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank } = town.cast
const ADA = 'ada@uniforms.example'

describe('an admin whom somebody asks', () => {
  it('forgets them while the site runs, so that the bytes of its files hold no trace (threat 30)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'forgetting-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const site = await openSite({ cast: { uniformBank }, folder })
    const ada = keeperOf(site, 1, ADA)
    await visitor(site).post('/keep/send-link', { email: ADA }).expect(303)
    const admin = signedIn(site, { role: 'admin' })
    const sure = await admin
      .post('/admin/personal-data', { email: 'Ada@Uniforms.example', what: 'erasure' })
      .expect(200)
    expect(sure.text).toContain('Forget ada@uniforms.example?')
    expect(site.context.people.byEmail(ADA)).toBeDefined()
    const form = { email: ADA, what: 'erasure', sure: 'yes' }
    const done = await admin.post('/admin/personal-data', form).expect(303)
    expect(done.headers.location).toBe('/admin/personal-data?done=erased')
    const traces = readdirSync(folder).filter(name =>
      readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(ADA),
    )
    expect(traces).toEqual([])
    await ada.post('/keep/x/confirmation').expect(403)
    expect(JSON.stringify(site.logged)).not.toContain('ada@')
    site.db.close()
  })

  it('gives them a file with all of it, by their number or their address', async () => {
    const site = await openSite({ cast: { uniformBank } })
    const ada = keeperOf(site, 1, ADA)
    const admin = signedIn(site, { role: 'admin' })
    const byNumber = await admin.post(`/admin/people/${ada.person.id}/export`).expect(200)
    expect(byNumber.headers['content-disposition']).toBe('attachment; filename=person.json')
    expect(byNumber.headers['cache-control']).toBe('private, no-store')
    const byAddress = await admin.post('/admin/personal-data', { email: ADA, what: 'export' }).expect(200)
    expect(byAddress.body).toEqual(byNumber.body)
    expect(byNumber.body.listings_kept).toHaveLength(1)
  })

  it('shows once more that it is them, and forgets neither themselves nor somebody who is not there', async () => {
    const site = await openSite({ cast: {} })
    const admin = signedIn(site, { role: 'admin' })
    signedIn(site, { role: 'admin', email: 'two@people.example' })
    await admin.post(`/admin/people/${admin.person.id}/erasure`).expect(403)
    await admin.post('/admin/people/999/erasure').expect(404)
    site.setNow('2026-06-09T08:50:00Z')
    const { headers } = await admin.get('/admin/personal-data').expect(303)
    expect(headers.location).toMatch(/why=recent/)
  })
})
