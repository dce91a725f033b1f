import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeToken } from '../../src/features/people/secrets.rules.ts'
import { openDesk } from '../support/desk.ts'
import { formIn } from '../support/forms.ts'
import { hostileTexts } from '../support/hostile.ts'
import { formOn, keeperOf } from '../support/keeping.ts'
import { signedIn, type Visitor, visitor } from '../support/people.ts'
import type { Site } from '../support/site.ts'
import { ENOUGH, makeSender, NOOR, proposalsOf, type Typed } from '../support/submitting.ts'

/** What is no number of degrees, or lies nowhere. */
const NO_DEGREES = [
  ...['NaN', 'Infinity', '-Infinity', '1e300', '0x33', '51abc', '91', '-91', '180.1', '0', 'null', "51';--"],
  ...[
    '51.46abc',
    '51.46e0',
    '5.146e1',
    '51,46',
    '51.46 N',
    '[51.46]',
    '\u0665\u0661.\u0664\u0666',
    '51.46;',
    '51.46.0',
  ],
]
const GOOD = { lat: '51.46', lon: '1.04' }
const BIDI = /[\u202a-\u202e\u2066-\u2069\u200b\ufeff\u00ad\u0000-\u0008\u000b-\u001f\u007f-\u009f]/

let site: Site
let editor: Visitor
let ask: Awaited<ReturnType<typeof openDesk>>['ask']
let admin: Visitor
beforeEach(async () => {
  ;({ site, editor, ask } = await openDesk())
  admin = signedIn(site, { role: 'admin', email: 'ada@mill.example' })
})

describe('whatever is typed into a search of the desk', () => {
  const ASKED: [path: string, names: string[]][] = [
    ['/admin/initiatives', ['q', 'show', 'area', 'page']],
    ['/admin/initiatives/1/merging', ['q', 'into']],
    ['/initiatives/old-town-uniform-bank/report', ['reason']],
    ['/admin/queue', ['show', 'kind', 'area', 'page', 'done']],
    ['/admin/queue/decisions', ['action', 'id']],
    ['/admin/mail', ['show', 'page']],
    ['/admin/audit', ['page']],
    ['/admin/people', ['q', 'page']],
    ['/admin/initiatives/1/revisions/comparison', ['from', 'to']],
    ['/admin/changes/1', ['since']],
    ['/admin/import/x', ['page']],
    ['/keep', ['done']],
    ['/initiatives/old-town-uniform-bank/report/sent', ['answer']],
    ['/admin/personal-data', ['done']],
    ['/submit/about', ['why', 'back']],
    ['/submit/later', ['sent']],
    ['/sign-in', ['why', 'next']],
  ]

  it('is answered, and finds nothing that is not asked for', async () => {
    const listed = async (q: string) =>
      (
        await editor.get(`/admin/initiatives?q=${encodeURIComponent(q.toWellFormed())}`).expect(200)
      ).text.match(/class="row/g)?.length ?? 0
    const everything = await listed('')
    expect(everything).toBeGreaterThan(2)
    for (const q of [
      '%',
      '_',
      '\\',
      '%%',
      '_%_',
      "' or 1=1 --",
      '"',
      '*',
      'name:*',
      'NEAR(a b)',
      'a" OR "b',
      '[a-z]',
    ])
      expect(await listed(q), q).toBeLessThan(everything)
    for (const q of hostileTexts) await listed(q)
  })

  it('may come twice, as a list, as an object, or as a name that objects have', async () => {
    for (const [path, names] of ASKED)
      for (const name of names)
        for (const query of [
          ...[
            `${name}=1&${name}=2`,
            `${name}[]=1`,
            `${name}[x]=1`,
            `${name}[__proto__][x]=1`,
            `__proto__=1&${name}=1`,
            `${name}`,
          ],
          ...[
            `${name}=%00`,
            `${name}=%ff%fe`,
            `${name}=9999999999999999999999`,
            `${name}=-1`,
            `${name}=1e9`,
            `${name}=${'x'.repeat(5000)}`,
          ],
          ...[`${name}=__proto__`, `${name}=constructor`, `${name}=toString`],
        ]) {
          const { status, text } = await admin.get(`${path}?${query}`)
          expect(status, `${path}?${query}`).toBeLessThan(500)
          expect(text, `${path}?${query}`).not.toMatch(/\[object Object\]|\[native code\]/)
        }
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('is no reason because every object has something of that name', async () => {
    const { id, version } = ask({ kind: 'report', report_reason: 'wrong', email: '' })
    for (const reason of ['__proto__', 'constructor', 'toString']) {
      const form = { version: String(version), revision: '0', reason, reply: 'No.' }
      await editor.post(`/admin/queue/${id}/rejection`, form).expect(422)
      const seen = `${id}.${version}.0`
      await editor
        .post('/admin/queue/decisions', { action: 'rejection', seen, reason, reply: 'No.' })
        .expect(422)
    }
    expect(site.context.proposals.find(id)?.status).toBe('waiting')
  })

  it('whatever it is, nothing breaks', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(...hostileTexts))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ASKED),
        fc.array(text, { minLength: 5, maxLength: 5 }),
        async ([path, names], texts) => {
          const query = new URLSearchParams(
            names.map((name, at): [string, string] => [name, (texts[at] as string).toWellFormed()]),
          )
          expect((await admin.get(`${path}?${query}`)).status).toBeLessThan(500)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a point that is none', () => {
  it('is told so in each form that asks for one, and nothing is kept of it', async () => {
    const sender = makeSender(site)
    await sender.fill('about')
    const keeper = keeperOf(site, 1)
    const [own, suggested] = [
      '/admin/initiatives/1/edit',
      `/initiatives/${site.context.reader.entered(1)?.slug}/edit`,
    ]
    const points = () =>
      site.db.prepare('select lat, lon from initiative_private order by initiative_id').all()
    const [opened, form, before] = [
      formOn((await keeper.get(suggested)).text),
      formIn((await editor.get(own)).text),
      points(),
    ]
    for (const wrong of NO_DEGREES)
      for (const point of [
        { ...GOOD, lat: wrong },
        { ...GOOD, lon: wrong.replace('51.46', '1.04') },
      ]) {
        const told = JSON.stringify(point)
        expect((await editor.post(own, { ...form, ...point })).status, told).toBe(422)
        expect((await keeper.post(suggested, { ...opened, ...point })).status, told).toBe(422)
        const { status } = await sender.fill('where', { ...ENOUGH.where, ...point } as Typed)
        expect(status, told).toBe(422)
      }
    expect(points()).toEqual(before)
    expect(proposalsOf(site).map(({ asked }) => asked.lat ?? null)).toEqual([null])
    // The same with a point is taken.
    await editor.post(own, { ...form, ...GOOD }).expect(303)
    await keeper.post(suggested, { ...opened, ...GOOD }).expect(303)
  })
})

describe('signs that turn words round, or cannot be seen', () => {
  const evil = 'Tool\u202egnp\u202c \u2066Li\u200bbrary\u2069\ufeff\u00ad'

  it('are left out of whatever somebody sends, wherever they send it', async () => {
    const sender = makeSender(site)
    await sender.send({ about: { name: evil, summary: evil }, you: { sender_name: evil } })
    await sender.confirm()
    const keeper = keeperOf(site, 1)
    const slug = site.context.reader.entered(1)?.slug
    const opened = formOn((await keeper.get(`/initiatives/${slug}/edit`)).text)
    await keeper.post(`/initiatives/${slug}/edit`, { ...opened, bring: evil, note: evil }).expect(303)
    await visitor(site).post(`/initiatives/${slug}/report`, { reason: 'wrong', note: evil }).expect(303)
    await visitor(site).post(`/initiatives/${slug}/claim`, { email: 'x@x.example', note: evil }).expect(303)
    const own = '/admin/initiatives/2/edit'
    await editor.post(own, { ...formIn((await editor.get(own)).text), name: evil, why: evil }).expect(303)
    await editor.post('/admin/initiatives/2/unpublication', { reason: evil }).expect(303)
    await admin
      .post('/admin/people', { email: 'di@quay.example', name: evil, role: 'editor', reach: 'whole' })
      .expect(303)
    const [sent] = proposalsOf(site).filter(({ email }) => email === NOOR)
    await editor.post(`/admin/queue/${sent?.id}/question`, {
      version: String(site.context.proposals.find(sent?.id ?? 0)?.version),
      revision: '0',
      reason: 'checked',
      reply: evil,
    })
    const kept = [
      'proposal',
      'draft',
      'initiative',
      'revision',
      'unpublished',
      'person',
      'proposal_message',
      'outbox',
    ].map(table => JSON.stringify(site.db.prepare(`select * from ${table}`).all()))
    expect(kept.filter(rows => rows.includes('Toolgnp')).length).toBeGreaterThan(5)
    for (const rows of kept) expect(rows.match(BIDI), rows.slice(0, 200)).toBeNull()
  })

  it('are in no address that is asked for', async () => {
    for (const path of [
      `/keep/objection/${makeToken()}\u202e`,
      `/sign-in/${makeToken()}\u200b`,
      '/submit/about\u202e',
    ])
      expect((await visitor(site).get(encodeURI(path))).status).toBe(404)
  })
})
