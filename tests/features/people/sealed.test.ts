import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeSeal } from '../../../src/platform/database/seal.ts'
import { textOf } from '../../support/page.ts'
import { cookiesOf, signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { ROOT } from '../../support/sources.ts'

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const NOW = '2026-06-03T11:00:00Z'
const CODE = generateSync({ secret: SECRET, epoch: Date.parse(NOW) / 1000 })

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sealed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const open = (folder: string, env: Record<string, string> = {}) =>
  openSite({ cast: {}, now: NOW, folder, env: { NODE_ENV: 'production', ...env } })

/** An editor with an app and recovery codes, who has come as far as the mail takes them. */
async function editorWithApp(site: Site) {
  const editor = signedIn(site, { role: 'editor', secondFactor: false })
  const { factors, clock } = site.context
  factors.beginApp(editor.person.id, SECRET, clock())
  factors.confirm(factors.pending(editor.person.id)?.id ?? 0, 1, clock())
  return { editor, codes: await factors.makeCodes(editor.person.id) }
}

function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder).filter(name => readFileSync(join(folder, name)).includes(word))
}

function type(folder: string, ...typed: string[]) {
  const env = { PATH: process.env.PATH, DATA_DIR: folder }
  const { stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...typed], { cwd: ROOT, env })
  return `${stdout}${stderr}`
}

describe('what the codes of an app are reckoned from', () => {
  it('is in no file of the site as it is, and signs its editor in all the same (threat 30)', async () => {
    const folder = newFolder()
    const site = await open(folder)
    const { editor } = await editorWithApp(site)
    expect(filesWith(folder, SECRET)).toEqual([])
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600)
    await editor.post('/sign-in/second-factor', { code: CODE }).expect(303)
  })

  it('of before there was a key is sealed at the next start, and gone from every page of the files', async () => {
    const folder = newFolder()
    const site = await open(folder)
    const { editor } = await editorWithApp(site)
    site.db.prepare('update factor set secret = ?').run(SECRET)
    expect(filesWith(folder, SECRET)).not.toEqual([])
    expect(site.context.factors.sealOld()).toBe(1)
    expect(filesWith(folder, SECRET)).toEqual([])
    expect(site.context.factors.sealOld()).toBe(0)
    await editor.post('/sign-in/second-factor', { code: CODE }).expect(303)
  })

  it('cannot be carried over to somebody else by whoever writes to the database', async () => {
    const site = await open(newFolder())
    const { editor } = await editorWithApp(site)
    const other = signedIn(site, { role: 'editor', email: 'other@people.example', secondFactor: false })
    site.db.prepare('update factor set person_id = ?').run(other.person.id)
    await other.post('/sign-in/second-factor', { code: CODE }).expect(422)
    expect(site.context.factors.of(editor.person.id)).toEqual([])
  })

  it('may be sealed by a key that the settings give, and then there is no file of it', async () => {
    const folder = newFolder()
    const site = await open(folder, { SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') })
    const { editor } = await editorWithApp(site)
    expect(readdirSync(folder)).not.toContain('secrets.key')
    await editor.post('/sign-in/second-factor', { code: CODE }).expect(303)
    await expect(open(folder, { SECRETS_KEY: 'short' })).rejects.toThrow('SECRETS_KEY must be 32 bytes')
  })
})

describe('a backup that is restored', () => {
  it('on another box needs the key that is kept elsewhere, and says so', async () => {
    const [folder, elsewhere, safe] = [newFolder(), newFolder(), newFolder()]
    const site = await open(folder)
    await editorWithApp(site)
    const backup = join(safe, 'backup.db')
    expect(type(folder, 'backup', backup)).toContain('secrets.key, which opens second factors, is not')
    expect(type(elsewhere, 'restore', backup, '--commit')).toContain(
      '1 app that shows codes needs another key',
    )
    copyFileSync(join(folder, 'secrets.key'), join(elsewhere, 'secrets.key'))
    expect(type(elsewhere, 'restore', backup, '--commit')).not.toContain('another key')
  })
})

describe('an editor of a site that lost its key', () => {
  it('is let in by a recovery code, takes the old app away and adds it again', async () => {
    const site = await open(newFolder())
    const { codes, editor } = await editorWithApp(site)
    const lost = makeSeal({ memory: true, name: '' })
    site.db
      .prepare('update factor set secret = ?')
      .run(lost.close(SECRET, `app of person ${editor.person.id}`))
    expect(site.context.factors.locked()).toBe(1)
    const asked = await editor.get('/sign-in/second-factor').expect(200)
    expect(textOf(asked.text)).not.toContain('Code from your app')
    expect(textOf(asked.text)).toContain('The code of your app no longer works here')
    expect(textOf(asked.text)).not.toContain('passkey needs JavaScript')
    const wrong = await editor.post('/sign-in/second-factor', { code: CODE }).expect(422)
    expect(textOf(wrong.text)).toContain('That is not one of your recovery codes')
    expect(textOf(wrong.text)).not.toContain('Wait for the next one')
    const entered = await editor.post('/sign-in/second-factor', { code: codes[0] ?? '' }).expect(303)
    const again = visitor(site, cookiesOf(entered))
    const { text } = await again.get('/account').expect(200)
    expect(textOf(text)).toContain('It cannot be used any more: the key to it is lost.')
    await again.post(/\/account\/factors\/\d+\/removal/.exec(text)?.[0] ?? '').expect(303)
    await again.post('/account/second-factor/app').expect(303)
    await again.get('/account/second-factor/app').expect(200)
  })
})
