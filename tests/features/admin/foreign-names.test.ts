import supertest from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { ADMIN_ROUTES } from '../../support/admin-pages.ts'
import { deskOf } from '../../support/desk.ts'
import { DESK_ROUTES } from '../../support/desk-routes.ts'
import { keeperOf } from '../../support/keeping.ts'
import { signedIn, type Visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

const MAPPING = '{"source":"growers","source_id":"Ref","fields":{"name":"Group"},"defaults":{}}'

describe('a form of the desk with something in it that no page of ours put there', () => {
  let site: Site
  let admin: Visitor
  let things: Record<string, string>
  beforeAll(async () => {
    site = await openSite()
    admin = signedIn(site, { role: 'admin' })
    const { ask } = deskOf(site)
    const { context } = site
    const keeper = keeperOf(site, 1, 'kit@keep.example')
    const item = ask({ status: 'held', held_for: ['Links'], asked: { bring: 'A bag' } })
    context.saver.save({ ...context.reader.entered(1)?.fields, bring: 'A box' }, { id: 1, made: MADE })
    things = {
      'admin/queue/:id': `admin/queue/${item.id}`,
      'admin/areas/:id': `admin/areas/${context.areas.districts()[0]?.id}`,
      'admin/categories/:id': `admin/categories/${context.categoryEditor.all()[0]?.id}`,
      'admin/crossings/:id': `admin/crossings/${context.crossingEditor.all()[0]?.id}`,
      'admin/import/:id': `admin/import/${context.uploads.add(admin.person.id, Buffer.from('Ref,Group'), MAPPING)}`,
      'admin/initiatives/:id': 'admin/initiatives/1',
      ':number': '1',
      ':person': String(keeper.person.id),
    }
  })

  const MADE = { person_id: null, made_as: 'system', why: '' } as const
  const posts = [...DESK_ROUTES, ...ADMIN_ROUTES].flatMap(([method, path]) =>
    method === 'post' ? [path] : [],
  )

  it.each(posts)('is refused, and nothing changes: %s', async pattern => {
    const path = Object.entries(things).reduce((made, [from, to]) => made.replace(from, to), pattern)
    expect(path).not.toContain(':')
    const state = () => site.db.prepare('select total_changes()').pluck().get()
    for (const name of ['is_admin', '__proto__', 'constructor', 'name[]']) {
      const before = state()
      const sent = supertest(site.app)
        .post(path)
        .set({ Cookie: admin.cookie, 'Sec-Fetch-Site': 'same-origin' })
      const form = `${encodeURIComponent(name)}=yes`
      const answer =
        path === '/admin/import'
          ? await sent.field(name, 'yes').field('start', 'simple').attach('file', Buffer.from('a'), 'a.csv')
          : await sent.type('form').send(form)
      expect([name, answer.status, answer.text.includes('does not belong there')]).toEqual([name, 400, true])
      expect(state()).toBe(before)
    }
  })
})
