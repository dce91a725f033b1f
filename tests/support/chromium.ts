// Where this machine keeps its Chromium, if it has one.
import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
]

/** The path of the browser for the journeys; undefined when there is none. */
export const chromium = process.env.CHROMIUM ?? PLACES.find(path => existsSync(path))
