// All areas: each district with its glow, and its neighbourhoods under it.
import { count, sayNumber } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import { sayGlow } from '../initiatives/brightness.rules.ts'
import { type AreaGlow, type Glows, glowPercent } from '../initiatives/glow.rules.ts'
import { inPatch, type Settings } from '../settings/fields.ts'

/** An area as pages name it. */
export interface AreaNamed {
  id: number
  name: string
  path: string
}

export interface AreasParts {
  glows: Glows
  districts: readonly (AreaNamed & { neighbourhoods: readonly AreaNamed[] })[]
  settings: Pick<Settings, 'patch_name'>
}

export function areasHead({ districts, settings }: AreasParts): Head {
  return {
    title: 'Browse by area',
    description: `${inPatch('Points of light', settings)}, by ${count(districts.length, 'district')} and every neighbourhood in them.`,
    canonical: '/areas',
    section: '/areas',
  }
}

export function areasPage({ glows, districts, settings }: AreasParts) {
  const brightest = Math.max(0, ...districts.map(({ id }) => glows.area(id).glow))
  return {
    crumbs: [
      { href: '/', label: 'Home' },
      { href: '', label: 'Areas' },
    ],
    count: inPatch(sayLights(glows), settings),
    districts: districts.map(({ id, name, path, neighbourhoods }) => {
      const { lights, glow } = glows.area(id)
      return {
        id: path,
        href: `/areas/${path}`,
        name,
        light: { level: levelOf(glow), words: `${glowName({ lights, glow })}, ${sayLights({ lights })}` },
        percent: glowPercent(glow, brightest),
        neighbourhoods: neighbourhoods.map(one => ({
          href: `/areas/${one.path}`,
          name: one.name,
          count: sayNumber(glows.area(one.id).lights),
          unit: glows.area(one.id).lights === 1 ? 'light' : 'lights',
        })),
      }
    }),
    empty: districts.length === 0 && NO_AREAS,
  }
}

const NO_AREAS = {
  heading: 'No areas yet',
  text: 'This site does not know its districts and neighbourhoods yet. Everything it lists is in one list.',
  suggestions: [{ href: '/initiatives', label: 'All points of light', note: '' }],
}

/** Bars beside one another, the brightest first; `id` is unlike any other on the page. */
export function barsOf(areas: readonly AreaNamed[], glows: Pick<Glows, 'area'>, id: string, note = '') {
  const brightest = Math.max(0, ...areas.map(one => glows.area(one.id).glow))
  const rows = areas
    .map(one => ({ ...one, ...glows.area(one.id) }))
    .sort((a, b) => b.glow - a.glow || a.name.localeCompare(b.name))
  return {
    id,
    rows: rows.map(({ name, path, glow, lights }) => ({
      href: `/areas/${path}`,
      label: name,
      percent: glowPercent(glow, brightest),
      count: sayNumber(lights),
      words: `${count(lights, 'light').replace(/^\S+ /, '')}: ${glowName({ lights, glow }).toLowerCase()}`,
    })),
    note,
  }
}

/** `12 points of light`, or that there is none. */
export function sayLights({ lights }: Pick<AreaGlow, 'lights'>): string {
  return lights === 0 ? 'no points of light yet' : count(lights, 'point of light', 'points of light')
}

/** What a glow is called; lights that have all gone out are not the same as none. */
export function glowName({ lights, glow }: Pick<AreaGlow, 'lights' | 'glow'>): string {
  return isGoneOut({ lights, glow }) ? 'Gone dark' : sayGlow(glow).name
}

/** What a glow means, in a sentence. */
export function glowSentence({ lights, glow }: Pick<AreaGlow, 'lights' | 'glow'>): string {
  if (isGoneOut({ lights, glow }))
    return 'There were lights here, but nobody has confirmed them for a long time.'
  return sayGlow(glow).sentence
}

/** Which of the drawn lights stands for a glow. */
export function levelOf(glow: number): 'out' | 'glimmer' | 'fading' | 'shining' {
  if (glow < 0.05) return 'out'
  if (glow < 1.5) return 'glimmer'
  return glow < 4 ? 'fading' : 'shining'
}

function isGoneOut({ lights, glow }: Pick<AreaGlow, 'lights' | 'glow'>): boolean {
  return lights > 0 && glow < 0.05
}
