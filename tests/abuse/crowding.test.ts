import { PassThrough } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { makeReceive } from '../../src/features/photos/receiving.routes.ts'
import { BEGUN, SENT_IN_ALL } from '../../src/features/proposals/crowding.routes.ts'
import { inTransaction } from '../../src/platform/database/open.ts'
import { takeShare } from '../../src/platform/web/limits.ts'
import { signedIn } from '../support/people.ts'
import { openSite } from '../support/site.ts'
import { ENOUGH, makeSender, proposalsOf } from '../support/submitting.ts'
import { town } from '../support/town.ts'

const open = () => openSite({ cast: {}, env: { TRUST_PROXY: 'loopback' } })
const from = (place: string) => ({ 'X-Forwarded-For': place })
const places = Array.from({ length: 100 }, (_, n) => `198.51.${Math.trunc(n / 10)}.${n}`)

describe('a hundred places that send nonsense', () => {
  it('do not keep a neighbour from beginning a project and sending it, nor one that is known from a third', async () => {
    const site = await open()
    const { limits } = site.context
    const answers: number[] = []
    for (const place of places)
      for (let n = 0; n < 6; n++) answers.push((await makeSender(site, '', from(place)).fill('about')).status)
    expect(answers.filter(status => status === 429).length).toBeGreaterThan(60)
    for (const place of places) for (let n = 0; n < 4; n++) await takeShare(limits, SENT_IN_ALL, place)
    expect(await limits.take(SENT_IN_ALL.all, 'all')).toBe(false)
    const neighbour = makeSender(site, '', from('203.0.113.9'))
    expect((await neighbour.send()).headers.location).toBe('/submit/confirm')
    await neighbour.confirm()
    expect(proposalsOf(site).filter(({ status }) => status === 'waiting')).toHaveLength(1)
    const { cookie } = signedIn(site, { role: 'organiser', email: 'kim@bank.example' })
    for (let n = 0; n < 3; n++)
      expect((await makeSender(site, cookie, from('203.0.113.10')).fill('about')).status).toBe(303)
  }, 60_000)

  it('come to no more than the box bears', async () => {
    const { limits } = (await open()).context
    const few = { all: { ...BEGUN.all, times: 3 }, own: BEGUN.own, most: { ...BEGUN.most, times: 5 } }
    const taken: boolean[] = []
    for (const place of places.slice(0, 10)) taken.push(await takeShare(limits, few, place))
    expect(taken.filter(Boolean)).toHaveLength(8)
  })
})

describe('what was begun', () => {
  it('gives way when there is too much of it: what nobody went on with first, then what was left longest', async () => {
    const site = await open()
    const { db, context } = site
    const { drafts, clock } = context
    const begin = (name: string, hours: number, done: ('about' | 'where')[]) => {
      site.setNow(new Date(Date.parse(town.now) - hours * 3_600_000).toISOString())
      return inTransaction(db, () => drafts.begin(name, { asked: { name } }, { done })).proposal.id
    }
    const left = begin('left', 60, ['about', 'where'])
    const idle = begin('idle', 30, ['about'])
    const mine = begin('mine', 0, ['about'])
    db.prepare(
      `with recursive n (n) as (select 1 union all select n + 1 from n where n < 4997)
       insert into proposal (uuid, kind, status, asked, base, created_at, updated_at)
       select 'x' || n, 'new', 'draft', '{}', '{}', :now, :now from n`,
    ).run({ now: clock().toISOString() })
    const isThere = (id: number) => drafts.find(id) !== undefined
    begin('one more', 0, ['about'])
    expect([left, idle, mine].map(isThere)).toEqual([true, false, true])
    begin('and another', 0, ['about'])
    expect([left, mine].map(isThere)).toEqual([false, true])
    expect((await makeSender(site).fill('about', ENOUGH.about)).status).toBe(303)
  })
})

describe('photos that never come to an end', () => {
  it('hold one place each once many come, and none of those kept for people who are signed in', async () => {
    const { limits } = (await open()).context
    const receive = makeReceive({ limits, darkRoom: async () => ({ pixels: null, fault: 'kind' }) })
    const type = { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' }
    const begun: PassThrough[] = []
    const isTaken = async (ip: string, person?: object) => {
      const req = Object.assign(new PassThrough(), { headers: type, ip })
      begun.push(req)
      const answer = receive(req as never, { locals: { person } } as never).then(
        ({ fault }) => fault,
        () => 'broken off',
      )
      return (await Promise.race([answer, setTimeout(5, 'taken')])) !== 'busy'
    }
    const taken = async (ip: string, times: number) => {
      let sum = 0
      for (let n = 0; n < times; n++) if (await isTaken(ip)) sum++
      return sum
    }
    expect(await taken('198.51.0.1', 5)).toBe(3)
    expect(await taken('198.51.0.2', 5)).toBe(1)
    expect(await taken('198.51.0.3', 5)).toBe(1)
    for (const n of [4, 5, 6]) expect(await taken(`198.51.0.${n}`, 1)).toBe(1)
    expect(await isTaken('203.0.113.9')).toBe(false)
    expect(await isTaken('203.0.113.9', { id: 1 })).toBe(true)
    for (const req of begun) req.end()
  })
})
