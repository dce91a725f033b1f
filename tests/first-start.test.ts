// What a new site is filled with, and what becomes of a first start that is broken off.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { makeData } from '../src/context.ts'
import { makePlacesReplacer } from '../src/features/places/replacing.store.ts'
import { prepareFirstStart } from '../src/first-start.ts'
import type { Log } from '../src/platform/web/log.ts'
import { freshDatabase } from './support/database.ts'
import { town } from './support/town.ts'
import { writeTown } from './support/town-files.ts'

const log = { info() {}, warn() {}, error() {} } as unknown as Log
const example = (source_id: string, postcode: string) => ({
  source: 'examples',
  source_id,
  name: 'Tide Choir',
  summary: 'Songs on the sea wall.',
  categories: ['peer-support'],
  postcode,
  confirmed_days_ago: 3,
})

let folder: string
beforeAll(() => {
  folder = writeTown()
  mkdirSync(join(folder, 'examples'))
  const examples = [example('tide-choir', 'ZZ1 2AB'), example('lost-choir', 'AB1 2CD')]
  writeFileSync(join(folder, 'examples', 'one.json'), JSON.stringify(examples))
})
afterAll(() => rmSync(folder, { recursive: true }))

const newSite = () =>
  makeData({ config: readConfig({}), db: freshDatabase(), clock: () => new Date(town.now), log })

describe('a first start', () => {
  it('fills the site, and says which examples could not be loaded and why', async () => {
    const said: string[] = []
    const site = newSite()
    await prepareFirstStart(site, line => said.push(line), folder)
    expect(site.areas.districts()).toHaveLength(2)
    expect(site.reader.bySlug('tide-choir')?.source).toBe('examples')
    expect(said.slice(-2)).toEqual([
      'Left out lost-choir: Postcode: We do not know the postcode AB1 2CD. Check it, or give a point.',
      '1 example listing loaded; “npm run cli -- examples --remove --commit” takes it away.',
    ])
  })

  it('that is broken off at the examples leaves nothing, and the next one does it all', async () => {
    const site = newSite()
    const save = () => {
      throw new Error('The disk is full.')
    }
    await expect(prepareFirstStart({ ...site, saver: { save } }, () => {}, folder)).rejects.toThrow('full')
    expect(site.areas.districts()).toEqual([])
    await prepareFirstStart(site, () => {}, folder)
    expect(site.reader.bySlug('tide-choir')).toBeDefined()
  })

  it('of a site with a patch of its own says what of it is missing, and loads nothing of ours', async () => {
    const [site, said] = [newSite(), [] as string[]]
    makePlacesReplacer(site.db).noteSource('postcodes', 'ours.csv')
    await prepareFirstStart(site, line => said.push(line), folder)
    expect(said).toEqual([
      'Your patch has no areas, places or land yet; “npm run cli -- geography areas FILE --commit” brings its areas, and so on.',
    ])
  })

  it('of a site whose examples were thrown away is one without examples', async () => {
    const bare = writeTown()
    const said: string[] = []
    await prepareFirstStart(newSite(), line => said.push(line), bare)
    rmSync(bare, { recursive: true })
    expect(said.at(-1)).toMatch(/^Loading the map/)
  })
})
