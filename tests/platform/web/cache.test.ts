import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import supertest from 'supertest'
import { describe, expect, it, vi } from 'vitest'
import { inTransactionIf } from '../../../src/platform/database/open.ts'
import { makeAnswer } from '../../../src/platform/web/answer.ts'
import { chooseEncoding } from '../../../src/platform/web/encoding.ts'
import { makePageCache } from '../../../src/platform/web/page-cache.ts'
import { freshDatabase } from '../../support/database.ts'
import { openDesk } from '../../support/desk.ts'
import { readList } from '../../support/page.ts'
import { list, openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

/** Whether a list comes from memory: nothing is searched for it. */
async function isKept(site: Site, path: string): Promise<boolean> {
  const find = vi.spyOn(site.context.search, 'find').mockClear()
  await site.get(path).expect(200)
  return find.mock.calls.length === 0
}

describe('a page that was made once', () => {
  it('is kept, and comes the same', async () => {
    const site = await openSite()
    expect(await isKept(site, '/initiatives')).toBe(false)
    const first = await site.get('/initiatives').expect(200)
    expect(await isKept(site, '/initiatives')).toBe(true)
    const second = await site.get('/initiatives').expect(200)
    expect(second.text).toBe(first.text)
    expect(second.headers.etag).toBe(first.headers.etag)
    expect(second.headers['content-security-policy']).toBe(first.headers['content-security-policy'])
  })

  it('is not sent again to somebody who has it', async () => {
    const site = await openSite()
    const { headers } = await site.get('/about').expect(200)
    const again = await supertest(site.app)
      .get('/about')
      .set('If-None-Match', headers.etag as string)
      .expect(304)
    expect(again.text).toBe('')
  })

  it('is made anew after every kind of write', async () => {
    const site = await openSite()
    const writes: (() => void)[] = [
      () => list(site.context, [{ ...town.cast.uniformBank, name: 'Second Uniform Bank', website: '' }]),
      () =>
        site.db
          .prepare("update initiative set summary = 'New words' where name = 'Second Uniform Bank'")
          .run(),
      () => site.db.prepare("insert into synonym (phrase, means) values ('uniform bank', 'swap shop')").run(),
      () => site.db.prepare("update area set name = 'The Old Town' where name = 'Old Town'").run(),
      () => site.db.prepare("update crossing set name = 'New ' || name").run(),
      () =>
        site.db.prepare("update category set plural = 'Swaps of uniform' where slug = 'uniform-bank'").run(),
      () => site.db.prepare("delete from initiative where name = 'Second Uniform Bank'").run(),
    ]
    for (const write of writes) {
      await site.get('/initiatives').expect(200)
      expect(await isKept(site, '/initiatives')).toBe(true)
      write()
      expect(await isKept(site, '/initiatives'), String(write)).toBe(false)
    }
  })

  it('says what is new as soon as it is written', async () => {
    const site = await openSite()
    const path = '/initiatives?category=uniform-bank'
    const says = async () => (await site.get(path).expect(200)).text
    expect(await says()).not.toContain('New words')
    site.db
      .prepare("update initiative set summary = 'New words' where name = ?")
      .run(town.cast.uniformBank.name)
    expect(await says()).toContain('New words')
    site.db.prepare("update area set name = 'The Old Town' where name = 'Old Town'").run()
    expect(await says()).toContain('The Old Town')
  })

  it('is made anew after another process has written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cache-'))
    const file = join(folder, 'shared.db')
    freshDatabase().prepare('vacuum into ?').run(file)
    const [here, elsewhere] = [new Database(file), new Database(file)]
    const cache = makePageCache({ db: here, clock: () => new Date(town.now) })
    cache.find('/')
    cache.keep('/', cache.version(), makeAnswer('a page', {}))
    expect(cache.find('/')?.body.toString()).toBe('a page')
    elsewhere.prepare("insert into synonym (phrase, means) values ('a', 'b')").run()
    expect(cache.find('/')).toBeUndefined()
    here.close()
    elsewhere.close()
    rmSync(folder, { recursive: true })
  })

  it('stays while an editor reads what may be decided and each mail of it, and goes when they decide', async () => {
    const { site, editor, ask, seenOf } = await openDesk()
    const [first, second] = [ask({ asked: { audience: 'All' } }), ask({ asked: { audience: 'Everybody' } })]
    await editor.get('/admin/queue').expect(200)
    await site.get('/initiatives').expect(200)
    for (const { id } of [first, second]) {
      const { text } = await editor.get(`/admin/queue/${id}`).expect(200)
      expect(text).toContain('Your changes are live')
      const words = { take: 'audience', reason: 'checked', reply: 'Thank you' }
      await editor.post(`/admin/queue/${id}/preview`, { ...seenOf(id), ...words }).expect(200)
      expect(await isKept(site, '/initiatives')).toBe(true)
    }
    await editor.decide(first.id, 'approval').expect(303)
    expect(await isKept(site, '/initiatives')).toBe(false)
    expect(await isKept(site, '/initiatives')).toBe(true)
  })

  it('is made anew when as much is written as was undone before', async () => {
    const site = await openSite({ cast: {} })
    const called = () => site.context.categories.all().find(({ slug }) => slug === 'uniform-bank')?.plural
    const rename = () => {
      site.db.prepare("update category set plural = 'Swaps' where slug = 'uniform-bank'").run()
      return called()
    }
    const before = called()
    expect(inTransactionIf(site.db, rename, () => false)).toBe('Swaps')
    site.db.prepare("insert into synonym (phrase, means) values ('a', 'b')").run()
    expect(called()).toBe(before)
  })

  it('is not kept when the database changed while it was being made', () => {
    const db = freshDatabase()
    const cache = makePageCache({ db, clock: () => new Date(town.now) })
    cache.find('/')
    const version = cache.version()
    db.prepare("insert into synonym (phrase, means) values ('a', 'b')").run()
    cache.find('/other')
    cache.keep('/', version, makeAnswer('an old page', {}))
    expect(cache.find('/')).toBeUndefined()
  })

  it('is made anew when the hour has moved on', async () => {
    const site = await openSite()
    expect(readList(await site.get('/initiatives?open=now').expect(200)).names).not.toContain(
      'Old Town Uniform Bank',
    )
    site.setNow('2026-06-09T09:00:00Z')
    expect(readList(await site.get('/initiatives?open=now').expect(200)).names).toContain(
      'Old Town Uniform Bank',
    )
  })
})

describe('the pages that are kept', () => {
  it('never come to more than they may, and the least lately asked for goes first', () => {
    const most = 200_000
    const cache = makePageCache({ db: freshDatabase(), clock: () => new Date(town.now), most })
    cache.find('/')
    for (let n = 0; n < 100; n++) {
      cache.keep(`/${n}`, cache.version(), makeAnswer('x'.repeat(5000), {}))
      cache.find(`/${n}`)
      cache.find('/0')
      expect(cache.size()).toBeLessThanOrEqual(most)
    }
    expect(cache.find('/0')).toBeDefined()
    expect(cache.find('/1')).toBeUndefined()
    expect(cache.find('/99')).toBeDefined()
    cache.keep('/huge', cache.version(), makeAnswer('x'.repeat(most / 8), {}))
    expect(cache.find('/huge')).toBeUndefined()
  })

  it('are not pushed out by somebody who asks for a thousand boxes of the map, each once', () => {
    const cache = makePageCache({ db: freshDatabase(), clock: () => new Date(town.now), most: 200_000 })
    const keep = (address: string) => cache.keep(address, cache.version(), makeAnswer('x'.repeat(5000), {}))
    cache.find('/')
    keep('/initiatives')
    cache.find('/initiatives')
    for (let n = 0; n < 1000; n++) {
      cache.find(`/map?bbox=${n}`)
      keep(`/map?bbox=${n}`)
    }
    expect(cache.find('/initiatives')).toBeDefined()
    expect(cache.find('/map?bbox=999')).toBeDefined()
    expect(cache.find('/map?bbox=1')).toBeUndefined()
  })

  it('have to do with nobody in particular: whoever brings a cookie passes by them both ways', async () => {
    const site = await openSite()
    await supertest(site.app).get('/about').set('Cookie', 'session=1').expect(200)
    expect(site.context.pageCache.size()).toBe(0)
    await supertest(site.app).get('/about').set('Authorization', 'Basic eDp5').expect(200)
    expect(site.context.pageCache.size()).toBe(0)
    await site.get('/near?q=xyzzy').expect(200)
    await site.get('/nowhere').expect(404)
    expect(site.context.pageCache.size()).toBe(0)
  })
})

describe('compression', () => {
  it('is what was asked for, and nothing that was refused', () => {
    expect(chooseEncoding('gzip, deflate, br, zstd')).toBe('zstd')
    expect(chooseEncoding('gzip, deflate, br')).toBe('br')
    expect(chooseEncoding('gzip;q=1.0, br;q=0, zstd; q=0.000')).toBe('gzip')
    expect(chooseEncoding('identity')).toBe('identity')
    expect(chooseEncoding(undefined)).toBe('identity')
  })

  it('gives the same page whichever way', async () => {
    const site = await openSite()
    const raw = async (encoding: string) => {
      const { body, headers } = await supertest(site.app)
        .get('/initiatives')
        .set('Accept-Encoding', encoding)
        .buffer(true)
        .parse((res, done) => {
          const parts: Buffer[] = []
          res.on('data', part => parts.push(part as Buffer))
          res.on('end', () => done(null, Buffer.concat(parts)))
        })
      expect(headers['content-encoding'] ?? 'identity').toBe(encoding)
      expect(headers.vary).toContain('Accept-Encoding')
      return body as Buffer
    }
    const plain = await raw('identity')
    expect(zstdDecompressSync(await raw('zstd'))).toEqual(plain)
    // The client itself has undone these two.
    expect(await raw('br')).toEqual(plain)
    expect(await raw('gzip')).toEqual(plain)
  })
})
