// What axe, which finds barriers for people who read, point or type differently, has to say of a page.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

/** The script to put into the page beforehand. */
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
// Style sheets would be fetched a second time, for one rule about screens held upright.
const HOW: RunOptions = { resultTypes: ['violations'], preload: false }
export const EVERYTHING: RunOptions = {
  ...HOW,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** The markup is the same in both schemes; what can differ is whether words stand out. */
export const COLOURS: RunOptions = {
  ...HOW,
  runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** One line for each thing found. */
export async function findings(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id} at ${target}. ${failureSummary.replace(/\s+/g, ' ')}`,
    ),
  )
}
