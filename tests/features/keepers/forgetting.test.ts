import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MAILS_TO_ONE_ADDRESS } from '../../../src/features/proposals/drafts.routes.ts'
import { backUp } from '../../../src/platform/database/backup.ts'
import { inTransaction, openDatabase } from '../../../src/platform/database/open.ts'
import { getPhoto, photosIn, sendPhoto } from '../../support/albums.ts'
import { decide } from '../../support/decided.ts'
import { formOn, keeperOf, pressLink } from '../../support/keeping.ts'
import { signedIn, visitor } from '../../support/people.ts'
import * as files from '../../support/photos.ts'
import { openSite, type Site } from '../../support/site.ts'
import { makeSender } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'
import { type } from './typing.ts'

const { uniformBank, homeSwap } = town.cast
const BANK = '/initiatives/old-town-uniform-bank'
const ZEB = "zeb.o'quill@xyloquay.example"
const NAME = 'Zebedee Featherwick'
// Whatever of theirs may be nowhere: their address however it is written, their name, what they wrote to editors alone.
const TRACES = [ZEB, 'o&#39;quill', 'xyloquay', 'featherwick', 'whisper', 'murmur', 'mutter', 'breathe']

/** Tables that somebody's words, name or address can get into; the rest hold what is public, or numbers. */
const REACHED = [
  ...['draft', 'initiative', 'initiative_private', 'need'],
  ...['organiser_address', 'outbox', 'person', 'photo', 'proposal'],
  ...[
    'proposal_message',
    'revision',
    'session',
    'session_break',
    'setting',
    'sign_in',
    'spam_word',
    'unpublished',
    'upload',
  ],
]
/** Tables that name somebody by number. */
const NUMBERED = [
  ...['factor', 'handover', 'keeper', 'objection_link', 'person_area', 'person_session', 'proposal'],
  ...['proposal_message', 'recovery_code', 'revision', 'unpublished', 'upload'],
]
/** What editors and imports say of the patch, indexes of it, and what is never words. */
const OTHERS = [
  ...['area', 'area_glow', 'area_kind', 'area_neighbour', 'asking_until', 'audit', 'built_up', 'category'],
  ...['cell_level', 'crossing', 'district_name', 'draft_link', 'erasure', 'erasure_key', 'first_admin'],
  ...['geography', 'ground_version', 'initiative_area', 'initiative_category', 'initiative_fts'],
  ...[
    'initiative_facts',
    'initiative_fts_data',
    'initiative_spelling_data',
    'initiative_fts_config',
    'initiative_fts_docsize',
    'initiative_fts_idx',
    'initiative_glow',
  ],
  ...['initiative_point', 'initiative_point_node', 'initiative_point_parent', 'initiative_point_rowid'],
  ...['initiative_slug', 'initiative_spelling', 'initiative_spelling_config', 'initiative_spelling_docsize'],
  ...['initiative_spelling_idx', 'initiative_spot', 'initiative_trait', 'land', 'light', 'light_cell'],
  ...['light_day', 'light_fade', 'lit_hour', 'place', 'place_alias', 'place_name', 'place_name_fts'],
  ...['place_name_fts_config', 'place_name_fts_data', 'place_name_fts_docsize', 'place_name_fts_idx'],
  ...['place_name_trigram', 'postcode', 'postcode_area', 'proposal_area', 'shore_version', 'spelling'],
  ...['sqlite_sequence', 'station', 'synonym', 'trait_size', 'unpublished_area', 'unsent', 'water'],
]

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'forgotten-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** They send a project in with a photo, and it is on the map. */
async function sendIn(site: Site): Promise<string> {
  const sender = makeSender(site)
  await sender.fillAll({
    about: { name: 'Tideway Tool Library', summary: 'Borrow a drill.', description: `Ask ${ZEB} for it.` },
    you: { email: ZEB, sender_name: NAME, organisation_kind: 'informal' },
  })
  const jpeg = await files.jpeg()
  await sendPhoto(site, sender.cookie(), '/submit/photos', jpeg, { alt: 'A whisper of drills.' }).expect(303)
  const [uuid = ''] = photosIn((await sender.get('/submit/photos')).text)
  await sender.post('/submit/check')
  expect((await sender.confirm(ZEB)).status).toBe(303)
  const { id = 0 } = site.context.proposals.byUuid(proposalAt(site, ZEB)) ?? {}
  const said = { reason: `${NAME} said so`, reply: `Dear ${NAME}` }
  expect(decide(site, id, said).outcome).toBe('done')
  return uuid
}

const proposalAt = ({ db }: Site, email: string) =>
  db.prepare('select uuid from proposal where email = ? order by id desc').pluck().get(email) as string

/** They do whatever leaves a trace, and others speak of them. */
async function leaveTraces(site: Site) {
  const { context, db } = site
  const photo = await sendIn(site)
  const tools = context.reader.bySlug('tideway-tool-library')?.id ?? 0
  const zeb = keeperOf(site, 1, ZEB, true)
  const other = keeperOf(site, 1, 'bea@uniforms.example')
  keeperOf(site, tools, ZEB)
  await visitor(site).post('/keep/send-link', { email: ZEB }).expect(303)
  const form = formOn((await zeb.get(`${BANK}/edit`)).text)
  await zeb.post(`${BANK}/edit`, { ...form, bring: 'A bag', note: 'I whisper this.' }).expect(303)
  await visitor(site).post(`${BANK}/report`, { reason: 'other', note: 'I mutter.', email: ZEB }).expect(303)
  await other.post(`${BANK}/report`, { reason: 'rude', note: `${ZEB} was rude.` }).expect(303)
  const claimed = await visitor(site).post('/initiatives/marjoram-baby-swap/claim', {
    email: ZEB,
    note: 'Murmur',
  })
  await pressLink(site, ZEB, claimed)
  const uuid = context.reader.entered(1)?.uuid
  // As if it were another day: three mails are enough for one.
  await context.limits.forgive(MAILS_TO_ONE_ADDRESS, ZEB)
  await other.post(`/keep/${uuid}/keepers`, { email: ZEB }).expect(303)
  const admin = signedIn(site, { role: 'admin' })
  await admin.post('/admin/settings', {
    ...formOn((await admin.get('/admin/settings')).text),
    contact: ZEB,
  })
  const begun = makeSender(site)
  await begun.fill('about', { name: 'Murmuration', summary: 'Birds.', categories: 'nowhere' })
  inTransaction(db, () => leaveMore(site, zeb.person.id))
  return { photo, tools, zeb }
}

/** What is quicker said than clicked: what an editor asked and was answered, and what others wrote of them. */
function leaveMore({ context, db }: Site, id: number): void {
  const { proposals, outbox, factors, saver, clock, keepers, reader } = context
  const half = proposals.add({
    ...{ kind: 'edit', status: 'approved', initiative_id: 1, email: ZEB, person_id: id, note: 'Breathe' },
    ...{ asked: { bring: 'A bag', summary: 'Mutter' }, base: { bring: '', summary: '' }, taken: ['bring'] },
    ...{ decided_at: town.now, decision_reason: `${NAME} said so`, reply: `Dear ${NAME}` },
  })
  proposals.say(half.id, { person_id: id, is_from_editor: false, text: `I whisper, ${NAME}` })
  const letter = { subject: 'News', parts: [{ kind: 'quote' as const, text: `Says ${ZEB}` }] }
  outbox.put({ key: 'quoted', kind: 'test', to: 'bea@uniforms.example', letter })
  factors.beginApp(id, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', clock())
  db.prepare("insert into recovery_code (person_id, salt, code_hash) values (?, x'00', x'00')").run(id)
  db.prepare('insert into person_area (person_id, area_id) select ?, min(id) from area').run(id)
  db.prepare('update person set name = ? where id = ?').run(NAME, id)
  const change = { initiative_id: 1, from_id: null, to_id: id, proposal_id: null }
  const handover = keepers.begin({
    ...change,
    asked_at: town.now,
    takes_effect_at: '2030-01-01T00:00:00.000Z',
  })
  db.prepare("insert into objection_link (token_hash, handover_id, person_id) values ('x', ?, ?)").run(
    handover,
    id,
  )
  const upload = `insert into upload (id, person_id, file, mapping, status, made_at, touched_at)
    values ('u', ?, ?, '{}', 'ready', '', '')`
  db.prepare(upload).run(id, Buffer.from(`name,mail\nX,${ZEB}\n`))
  db.exec("insert into spam_word (term, kind, seen_on) values ('xyloquay.example', 'host', '2026-06-09')")
  const draft = proposals.add({ kind: 'new', status: 'draft', email: ZEB })
  db.prepare('insert into draft (proposal_id, sender_name, typed) values (?, ?, ?)').run(
    draft.id,
    NAME,
    '{"a":"mutter"}',
  )
  const fields = {
    ...reader.entered(2)?.fields,
    needs: [{ kind: 'people', title: `Ring ${ZEB}` }],
    ...noted(),
  }
  const made = { person_id: null, made_as: 'editor' as const, why: `Wrote to ${ZEB}` }
  expect(saver.save(fields, { id: 2, made }).outcome).toBe('changed')
  const gone = `insert into unpublished (initiative_id, uuid, slug, name, created_at, reason, made_at, made_by)
    values (99, 'u', 's', 'Gone', '', ?, '', ?)`
  db.prepare(gone).run(`Asked for by ${ZEB}`, id)
}

function noted() {
  return {
    venue: `Care of ${ZEB}`,
    keywords: [`swap ${ZEB}`],
    organiser_emails: [ZEB, 'bea@uniforms.example'],
    sessions: [{ days: [1], weeks: [], opens: '10:00', closes: '11:00', note: `Ask ${ZEB}` }],
    breaks: [{ starts_on: '2026-08-01', ends_on: '2026-08-31', note: `Ask ${ZEB}` }],
  }
}

/** The files of a folder that have a word in them, in whatever capitals. */
function traced(folder: string, words: readonly (string | Buffer)[]): string[] {
  return readdirSync(folder).flatMap(name => {
    const bytes = readFileSync(join(folder, name))
    const text = bytes.toString('latin1').toLowerCase()
    const found = words.filter(word =>
      typeof word === 'string' ? text.includes(word) : bytes.includes(word),
    )
    return found.map(word => `${name}: ${typeof word === 'string' ? word : 'a photo'}`)
  })
}

const tablesOf = ({ db }: Pick<Site, 'db'>) =>
  db.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all() as string[]

/** The tables of which a row holds any of these words. */
function tablesWith({ db }: Pick<Site, 'db'>, words: readonly string[]): string[] {
  return [...REACHED].filter(table => {
    const rows = db.prepare(`select * from ${table}`).all() as Record<string, unknown>[]
    const text = rows
      .map(row => Object.values(row).map(String).join(' '))
      .join(' ')
      .toLowerCase()
    return words.some(word => text.includes(word))
  })
}

/** Columns that still name a person by number, as table.column. */
function namedIn({ db }: Pick<Site, 'db'>, id: number): string[] {
  return tablesOf({ db }).flatMap(table => {
    const keys = db.pragma(`foreign_key_list(${table})`) as { table: string; from: string }[]
    return keys
      .filter(key => key.table === 'person')
      .filter(({ from }) => db.prepare(`select 1 from ${table} where ${from} = ?`).get(id) !== undefined)
      .map(({ from }) => `${table}.${from}`)
  })
}

/** Whether the indexes know a word that only they ever used. */
const indexed = (db: Site['db']) => [
  db.prepare("select count(*) from initiative_fts where initiative_fts match 'xyloquay'").pluck().get(),
  db.prepare("select count(*) from spelling where term = 'xyloquay'").pluck().get(),
]

describe('somebody who is forgotten', () => {
  it('is gone from every table they can reach, from the bytes of every file, and from a backup put back (threat 30)', async () => {
    const [folder, safe] = [newFolder(), newFolder()]
    const site = await openSite({ cast: { uniformBank, homeSwap }, folder })
    const named = new Set([...REACHED, ...NUMBERED, ...OTHERS])
    expect(tablesOf(site).filter(table => !named.has(table))).toEqual([])
    const { photo, tools, zeb } = await leaveTraces(site)
    const pixels = site.context.photos.pixels(photo, 'large')?.subarray(200, 260) as Buffer
    expect(tablesWith(site, TRACES).toSorted()).toEqual([...REACHED].toSorted())
    expect([...new Set(namedIn(site, zeb.person.id).map(name => name.split('.')[0]))]).toEqual(NUMBERED)
    expect(indexed(site.db)).toEqual([2, 1])
    backUp(site.db, join(safe, 'before.db'))
    site.db.close()
    expect(traced(folder, [pixels])).not.toEqual([])

    expect(type(folder, 'erase', ZEB, '--commit')).toContain('Forgotten.')
    expect(traced(folder, [...TRACES, pixels])).toEqual([])
    const after = openDatabase(folder)
    expect(namedIn({ db: after }, zeb.person.id)).toEqual([])
    expect(indexed(after)).toEqual([0, 0])
    const told = after
      .prepare('select fields from revision where initiative_id = ?')
      .pluck()
      .all(tools)
      .join()
    expect(told).toContain('Borrow a drill.')
    expect(told).not.toContain(photo)
    after.close()

    expect(type(folder, 'restore', join(safe, 'before.db'), '--commit')).toContain('1 person in it')
    const put = readdirSync(folder).filter(name => name.includes('before-restore'))
    for (const name of put) rmSync(join(folder, name))
    expect(traced(folder, [...TRACES, pixels])).toEqual([])
  }, 60_000)

  it('takes along the photos they sent, and leaves those that another keeper added', async () => {
    const site = await openSite({ cast: { uniformBank } })
    const { context } = site
    const ALBUM = `${BANK}/edit/photos`
    const shown = () => context.reader.entered(1)?.fields.photos.map(({ alt }) => alt)
    for (const [email, alt, width] of [
      [ZEB, 'The door.', 1300],
      ['bea@uniforms.example', 'Two racks.', 1301],
    ] as const) {
      const keeper = keeperOf(site, 1, email, true)
      await sendPhoto(site, keeper.cookie, ALBUM, await files.jpeg(width, 900), { alt }).expect(303)
      expect((await keeper.post(`${ALBUM}-sending`)).headers.location).toBe('/keep?done=changed')
    }
    expect(shown()).toEqual(['The door.', 'Two racks.'])
    const [door = '', racks = ''] = photosIn((await site.get(BANK)).text)
    const admin = signedIn(site, { role: 'admin' })
    await admin.post('/admin/personal-data', { email: ZEB, what: 'erasure', sure: 'yes' }).expect(303)
    expect(shown()).toEqual(['Two racks.'])
    expect([(await getPhoto(site, door)).status, (await getPhoto(site, racks)).status]).toEqual([404, 200])
    const told = JSON.stringify([
      context.revisions.list(1),
      site.db.prepare('select asked, base from proposal').all(),
    ])
    expect(told).not.toContain('The door.')
    expect(told).toContain('Two racks.')
  })

  it('leaves no word in an index that only keeps it until it is written anew', async () => {
    const site = await openSite({
      cast: { uniformBank: { ...uniformBank, keywords: ['xyloquay'] }, homeSwap },
    })
    const { reader, saver, erasure } = site.context
    const made = { person_id: null, made_as: 'editor' as const, why: '' }
    inTransaction(site.db, () => saver.save({ ...reader.entered(1)?.fields, keywords: [] }, { id: 1, made }))
    const kept = () =>
      ['initiative_fts_data', 'initiative_spelling_data'].map(table => {
        const blocks = site.db.prepare(`select block from ${table}`).pluck().all() as Buffer[]
        return blocks.some(block => block.includes('xyloquay'))
      })
    expect(kept()).toContain(true)
    erasure.compact()
    expect(kept()).toEqual([false, false])
  })
})
