// Says once, at the start, whether there is a browser for the journeys; in CI there must be.
import { chromium } from './chromium.ts'

export default function setup(): void {
  if (chromium) return
  const sentence =
    'No Chromium was found, so the browser journeys are skipped; install it (Debian: apt-get install chromium) ' +
    'or set CHROMIUM to its path to have them.'
  if (process.env.CI) throw new Error(sentence)
  process.stderr.write(`${sentence}\n`)
}
