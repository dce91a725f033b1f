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
