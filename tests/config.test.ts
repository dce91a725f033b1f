import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig, settings } from '../src/config.ts'
import { ROOT } from './support/sources.ts'

describe('the settings', () => {
  it('need nothing to begin with', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      BASE_URL: 'http://localhost:3000',
      SITE_NAME: 'Points of Light',
    })
  })

  it('say in a sentence each what is wrong with them', () => {
    expect(() => readConfig({ PORT: 'http', LOG_LEVEL: 'loud' })).toThrow(
      /^The setting PORT must be a port number\.\nThe setting LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent\.$/,
    )
  })

  it('refuse in production what is only safe at home', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(
      'In production the setting BASE_URL must be the site’s https address.',
    )
    expect(() => readConfig({ NODE_ENV: 'production', BASE_URL: 'http://lights.example' })).toThrow(/https/)
    expect(readConfig({ NODE_ENV: 'production', BASE_URL: 'https://lights.example/' }).BASE_URL).toBe(
      'https://lights.example',
    )
  })

  it('take streets from another server by an address that says no more than that', () => {
    const MAP_TILES = 'https://tiles.example:8443/night/{z}/{x}/{y}.png?key=abc'
    const env = { MAP_TILES, MAP_TILES_CREDIT: '© Somebody' }
    expect(readConfig(env)).toMatchObject(env)
    expect(() => readConfig({ MAP_TILES })).toThrow(
      'With MAP_TILES the setting MAP_TILES_CREDIT must say whose streets they are.',
    )
    expect(() => readConfig({ MAP_TILES, MAP_TILES_CREDIT: '  ' })).toThrow('MAP_TILES_CREDIT')
  })

  it.each([
    'http://tiles.example/{z}/{x}/{y}.png',
    'https://tiles.example/{z}/{x}.png',
    'https://tiles.example/{z}/{x}/{x}/{y}.png',
    'https://{s}.tiles.example/{z}/{x}/{y}.png',
    'https://tiles.example/{z}/{x}/{y}{r}.png',
    'https://secret:word@tiles.example/{z}/{x}/{y}.png',
    'https://secret@tiles.example/{z}/{x}/{y}.png',
    'https://tiles.example;script-src*/{z}/{x}/{y}.png',
    'https://tiles.example,evil.example/{z}/{x}/{y}.png',
    "https://*.example/'self'/{z}/{x}/{y}.png",
    'https://tiles.example?{z}/{x}/{y}',
    'https://tiles.example/#{z}/{x}/{y}',
    'https:tiles.example/{z}/{x}/{y}',
    '//tiles.example/{z}/{x}/{y}',
    'javascript:alert(1)//{z}{x}{y}',
    'https://tiles.example/{z}/{x}/{y}.png <script>',
    'secret/{z}/{x}/{y}',
  ])('refuse streets from %s, and do not repeat it', MAP_TILES => {
    const read = () => readConfig({ MAP_TILES, MAP_TILES_CREDIT: '© Somebody' })
    expect(read).toThrow(/^The setting MAP_TILES must be an https address with \{z\}, \{x\} and \{y\} in it/)
    expect(read).not.toThrow(/secret|evil|script/)
  })

  it('take the address of a mail server, and never repeat one that is wrong', () => {
    for (const MAIL_URL of [
      'smtp://localhost:1025',
      'smtps://lights:s%40crt@mail.example.org',
      'smtp://[::1]',
    ])
      expect(readConfig({ MAIL_URL }).MAIL_URL).toBe(MAIL_URL)
    for (const MAIL_URL of [
      'mail.example.org',
      'https://mail.example.org',
      'smtp://',
      'smtp:hunter2@mail.example.org',
      'smtp://lights:hunter2@mail.example.org/inbox',
      'smtp://lights:hunter2@mail.example.org?tls=no',
      'smtp://lights:hunter2%zz@mail.example.org',
    ]) {
      expect(() => readConfig({ MAIL_URL }), MAIL_URL).toThrow(
        /^The setting MAIL_URL must be the address of a mail server such as smtps:\/\/[^\n]*\.$/,
      )
      expect(() => readConfig({ MAIL_URL }), MAIL_URL).not.toThrow(/hunter2/)
    }
  })

  it('in production say who mail comes from, when there is a mail server', () => {
    const env = { NODE_ENV: 'production', BASE_URL: 'https://lights.example', MAIL_URL: 'smtp://localhost' }
    expect(() => readConfig(env)).toThrow(
      'In production MAIL_URL needs MAIL_FROM, the address that mail comes from.',
    )
    expect(readConfig({ ...env, MAIL_FROM: 'hello@lights.example' }).MAIL_URL).toBe('smtp://localhost')
    expect(readConfig({ ...env, MAIL_URL: '' }).MAIL_URL).toBeUndefined()
  })

  it('stand in the README, each with its default and its words', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
    const rows = new Map(
      [...readme.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$/gm)].map(row => [row[1], row.slice(2)]),
    )
    expect([...rows.keys()].sort()).toEqual(Object.keys(settings.shape).sort())
    for (const [name, setting] of Object.entries(settings.shape)) {
      expect(rows.get(name)?.[1], name).toBe(setting.description)
      const standing = setting.safeParse(undefined).data
      const said = (rows.get(name)?.[0] ?? '').replaceAll('`', '')
      if (name !== 'BASE_URL') expect(said, name).toBe(String(standing || 'none'))
    }
  })
})
