import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backUp } from '../../src/platform/database/backup.ts'
import { inTransaction } from '../../src/platform/database/open.ts'
import { formOn, keeperOf } from '../support/keeping.ts'
import { signedIn, visitor } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { ROOT } from '../support/sources.ts'
import { town } from '../support/town.ts'
import { openTerminal } from './terminal.ts'

const { uniformBank, homeSwap } = town.cast
const ADA = 'ada@uniforms.example'
const BANK = '/initiatives/old-town-uniform-bank'
const cast = {
  uniformBank: {
    ...uniformBank,
    public_email: 'Ada@Uniforms.example',
    description: 'Write to ADA@uniforms.example.',
  },
  homeSwap: { ...homeSwap, needs: [{ kind: 'people' as const, title: 'Ring Ada, ada@uniforms.example' }] },
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'erasure-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Ada does everything that leaves a trace: keeps, reports, suggests, asks for links, and is named by others. */
async function leaveTraces(site: Site): Promise<void> {
  const ada = keeperOf(site, 1, ADA, true)
  const other = keeperOf(site, 1, 'bea@uniforms.example')
  await visitor(site).post('/keep/send-link', { email: ADA }).expect(303)
  await ada
    .post(`${BANK}/edit`, { ...formOn((await ada.get(`${BANK}/edit`)).text), bring: `Ask ${ADA}` })
    .expect(303)
  await visitor(site)
    .post(`${BANK}/report`, { reason: 'other', note: `I am ${ADA}`, email: ADA })
    .expect(303)
  await other.post(`${BANK}/report`, { reason: 'rude', note: 'Ada@uniforms.example was rude.' }).expect(303)
  await visitor(site)
    .post('/initiatives/marjoram-baby-swap/claim', { email: ADA, note: 'It is mine' })
    .expect(303)
  const { proposals, outbox } = site.context
  inTransaction(site.db, () => {
    const accepted = { kind: 'edit', status: 'approved', initiative_id: 1, email: ADA, note: 'Mine' } as const
    const { id } = proposals.add({ ...accepted, decided_at: town.now, asked: { public_email: ADA } })
    proposals.say(id, { person_id: ada.person.id, is_from_editor: false, text: `Yes, ${ADA}` })
    const letter = { subject: 'News', parts: [{ kind: 'quote' as const, text: `Says ${ADA}` }] }
    outbox.put({ key: 'quoted', kind: 'test', to: 'bea@uniforms.example', letter })
  })
}

/** The files of a folder that have a word in them, in whatever capitals. */
function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder).filter(name =>
    readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(word),
  )
}

function type(folder: string, ...typed: string[]) {
  const env = { PATH: process.env.PATH, DATA_DIR: folder }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...typed], { cwd: ROOT, env })
  return { code: status, said: `${stdout}${stderr}` }
}

describe('somebody who asks to be forgotten', () => {
  it('is, down to the last byte; and again when an older backup is restored (threat 30)', async () => {
    const [folder, safe] = [newFolder(), newFolder()]
    const site = await openSite({ cast, folder })
    await leaveTraces(site)
    backUp(site.db, join(safe, 'before.db'))
    expect(filesWith(folder, ADA).length).toBeGreaterThan(0)
    site.db.close()

    expect(type(folder, 'erase', ADA)).toMatchObject({ code: 0 })
    expect(filesWith(folder, ADA)).not.toEqual([])
    const erased = type(folder, 'erase', 'Ada@Uniforms.Example', '--commit')
    expect(erased.said).toContain('Forgotten.')
    expect(filesWith(folder, ADA)).toEqual([])
    expect(statSync(join(folder, 'erasures.json')).mode & 0o777).toBe(0o600)

    const restored = type(folder, 'restore', join(safe, 'before.db'), '--commit')
    expect(restored.said).toContain('1 person in it had been forgotten since, and is again.')
    expect(filesWith(folder, ADA)).toEqual([])
    const exported = JSON.parse(type(folder, 'export-person', ADA).said)
    expect(exported).toMatchObject({ person: null, sent: [], mail: [], listings_that_name_the_address: [] })

    const elsewhere = newFolder()
    spawnSync('cp', [join(folder, 'erasures.json'), elsewhere])
    expect(type(elsewhere, 'restore', join(safe, 'before.db'), '--commit').said).toContain('1 person in it')
    expect(filesWith(elsewhere, ADA)).toEqual([])
  }, 60_000)

  it('leaves what was accepted, in words that can still be read and brought back', async () => {
    const site = await openTerminal({ cast })
    await leaveTraces(site)
    const { code, out } = await site.type('erase', ADA, '--commit')
    expect([code, out.join()]).toEqual([0, expect.stringContaining(' 4 things sent ')])
    const { reader, revisions, keepers, saver, proposals } = site.context
    expect(reader.entered(1)?.fields).toMatchObject({
      ...{ public_email: '', organiser_emails: ['bea@uniforms.example'], description: 'Write to removed.' },
    })
    expect(reader.entered(2)?.fields.needs[0]?.title).toBe('Ring Ada, removed')
    expect(keepers.of(1).map(({ email }) => email)).toEqual(['bea@uniforms.example'])
    const first = revisions.get(1, 1)
    expect(first?.fields).toMatchObject({ public_email: '', organiser_emails: ['bea@uniforms.example'] })
    const made = { person_id: null, made_as: 'editor' as const, why: '' }
    expect(inTransaction(site.db, () => saver.save(first?.fields, { id: 1, made })).outcome).toBe('changed')
    const left = [1, 2, 3, 4, 5, 6].flatMap(id => proposals.find(id) ?? [])
    expect(left.map(({ kind, status, email }) => [kind, status, email])).toEqual([
      ['report', 'waiting', ''],
      ['edit', 'approved', ''],
    ])
    expect(left[0]?.note).toBe('removed was rude.')
    const deeds = site.db.prepare("select detail from audit where action = 'erasure'").pluck().all().join()
    expect(deeds).not.toContain('@')
  })

  it('is not, while they are the last admin', async () => {
    const site = await openTerminal({ cast: {} })
    signedIn(site, { role: 'admin', email: ADA })
    expect(await site.type('erase', ADA, '--commit')).toMatchObject({ code: 1, out: [] })
    expect(site.context.people.byEmail(ADA)).toBeDefined()
    expect(await site.type('erase', 'nobody')).toMatchObject({ code: 2 })
  })
})

describe('somebody who asks what is kept of them', () => {
  it('is given all of it, and no secret', async () => {
    const site = await openTerminal({ cast })
    await leaveTraces(site)
    const { out } = await site.type('export-person', ADA)
    const all = JSON.parse(out.join('\n'))
    expect(all.person).toMatchObject({ email: ADA, role: 'organiser' })
    expect(all.listings_kept).toMatchObject([{ slug: 'old-town-uniform-bank' }])
    expect(all.sent.map(({ kind }: { kind: string }) => kind)).toEqual(['edit', 'report', 'claim', 'edit'])
    expect(all.sessions).toHaveLength(1)
    expect(out.join('\n')).not.toMatch(/token|hash|salt/)
  })
})
