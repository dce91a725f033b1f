// How bright a light is, from its status and when somebody last confirmed it; and the words for every level.
import { addDays, daysBetween } from '../../platform/text/clock.ts'
import type { Liveness } from './kept.fields.ts'

export const FULL_DAYS = 90
export const GLIMMER_DAYS = 365
export const OUT_DAYS = 548
export const GLIMMER = 0.1

export type LightLevel = 'shining' | 'fading' | 'glimmer' | 'paused' | 'out'

/**
 * 0 to 1: full for 90 days after a confirmation, fading evenly to a glimmer at a year, out at 18 months.
 * Quiet lights shine half as bright, paused ones glimmer until the date they gave, ended ones are out.
 */
export function brightness(light: Liveness, today: string): number {
  if (light.status === 'ended') return 0
  const confirmed = fade(daysBetween(light.confirmed_on, today))
  if (isPaused(light, today)) return Math.min(confirmed, GLIMMER)
  return light.status === 'quiet' ? confirmed / 2 : confirmed
}

/** Which of the five drawn lights it is. */
export function lightLevel(light: Liveness, today: string): LightLevel {
  const days = daysBetween(light.confirmed_on, today)
  if (light.status === 'ended' || days >= OUT_DAYS) return 'out'
  if (isPaused(light, today)) return 'paused'
  if (days < FULL_DAYS && light.status !== 'quiet') return 'shining'
  return days < GLIMMER_DAYS ? 'fading' : 'glimmer'
}

/** Whether it is paused on that day; a pause ends by itself on its date. */
export function isPaused({ status, paused_until }: Liveness, today: string): boolean {
  return status === 'paused' && paused_until !== null && paused_until > today
}

/** Lights confirmed on or before this day are out. */
export function outSince(today: string): string {
  return addDays(today, -OUT_DAYS)
}

export const LIGHT_WORDS: Record<LightLevel, string> = {
  shining: 'Shining',
  fading: 'Fading',
  glimmer: 'A glimmer',
  paused: 'Paused',
  out: 'Gone out',
}

/** The one or two words for a level. */
export function sayLight(level: LightLevel): string {
  return LIGHT_WORDS[level]
}

/** Glows below each bound, what they are called, and what they mean. */
export const GLOW_LEVELS: [below: number, name: string, sentence: string][] = [
  [0.05, 'Dark', 'No light is known here yet.'],
  [1.5, 'A first spark', 'Somebody has made a start.'],
  [4, 'A few lights', 'A few neighbours have something going.'],
  [10, 'A warm glow', 'There is something going on most days.'],
  [25, 'Bright', 'Plenty is going on, and people keep it true.'],
  [Number.POSITIVE_INFINITY, 'Blazing', 'You can see this place from across the water.'],
]

/** The name of a glow, the sum of brightness in an area, and what it means. */
export function sayGlow(glow: number): { name: string; sentence: string } {
  const [, name, sentence] = GLOW_LEVELS.find(([below]) => glow < below) as [number, string, string]
  return { name, sentence }
}

function fade(days: number): number {
  if (days < FULL_DAYS) return 1
  if (days < GLIMMER_DAYS) return 1 - ((1 - GLIMMER) * (days - FULL_DAYS)) / (GLIMMER_DAYS - FULL_DAYS)
  return days < OUT_DAYS ? GLIMMER : 0
}
