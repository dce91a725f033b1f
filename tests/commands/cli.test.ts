import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { commands } from '../../src/commands/table.ts'
import { ROOT } from '../support/sources.ts'
import { openTerminal } from './terminal.ts'

describe('an admin at the terminal', () => {
  it('is shown every command in a line of its own when they ask for help or type nothing', async () => {
    const { type } = await openTerminal({ cast: {} })
    const { out } = await type('help')
    for (const { name, summary } of commands) {
      expect(out.filter(line => line.trim().startsWith(`${name} `) && line.endsWith(summary))).toHaveLength(1)
    }
    expect(await type()).toEqual(await type('help'))
  })

  it('is told all about one command, how it is typed first', async () => {
    const { type } = await openTerminal({ cast: {} })
    for (const { name, usage } of commands) {
      expect(await type('help', name)).toMatchObject({ code: 0, out: [usage] })
      expect(usage).toMatch(new RegExp(`^npm run cli -- ${name}\\b`))
      expect(usage.split('\n').filter(line => line.length > 120)).toEqual([])
    }
  })

  it('who mistypes a command is told so in a sentence', async () => {
    const { type } = await openTerminal({ cast: {} })
    const lost = { code: 2, out: [], err: ['There is no command called improt. Try “npm run cli -- help”.'] }
    expect(await type('improt', 'rows.csv')).toMatchObject(lost)
    expect(await type('help', 'improt')).toMatchObject({ code: 2, out: [] })
    expect(await type('constructor')).toMatchObject({ code: 2, out: [] })
  })
})

describe('a command that finds the database busy', () => {
  it('says so and changes nothing, rather than break with a page of code', async () => {
    const terminal = await openTerminal({ cast: {} })
    const busy = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
    terminal.context.store.removeFrom = () => {
      throw busy
    }
    const { code, err } = await terminal.type('examples', '--remove', '--commit')
    expect(code).toBe(1)
    expect(err).toEqual([expect.stringMatching(/^Something else is writing to the database/)])
  })
})

describe('the command line itself', () => {
  const run = (args: string[], env: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', './src/node-version.mjs', 'src/cli.ts', ...args],
      { cwd: ROOT, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' },
    )
    return { status, stdout, stderr }
  }
  const folder = () => {
    const path = mkdtempSync(join(tmpdir(), 'cli-'))
    onTestFinished(() => rmSync(path, { recursive: true }))
    return path
  }

  it('answers on the right streams with the right exit codes', () => {
    expect(run(['help'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('import') })
    expect(run(['nothing'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^There is no command.*\n$/),
    })
  })

  it('says that there is no site yet, rather than refuse row after row', () => {
    const data = folder()
    writeFileSync(join(data, 'rows.csv'), 'Ref,Group\n1,Beans\n')
    writeFileSync(join(data, 'map.json'), '{"source":"x","source_id":"Ref","fields":{"name":"Group"}}')
    const answer = run(['import', join(data, 'rows.csv'), '--map', join(data, 'map.json')], {
      DATA_DIR: data,
    })
    expect(answer).toMatchObject({ status: 1, stdout: '' })
    expect(answer.stderr).toMatch(/There is no database in .*; otherwise start the site once\.\n$/)
  })

  it('says in a sentence that a setting is wrong or the folder cannot be used', () => {
    expect(run(['examples'], { PORT: 'harbour' })).toMatchObject({
      status: 1,
      stderr: 'The setting PORT must be a port number.\n',
    })
    const data = folder()
    writeFileSync(join(data, 'file'), '')
    expect(run(['examples'], { DATA_DIR: join(data, 'file') })).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^There is no database in .*file\./),
    })
  })
})
