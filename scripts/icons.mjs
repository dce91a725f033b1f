// Makes public/icons/icons.svg, one sheet of line icons, from lucide-static; run `node scripts/icons.mjs` after changing a list.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

// One for each category a new site begins with; see migrations/0003_words.sql.
const CATEGORIES = `shopping-basket refrigerator soup shirt sofa life-buoy lamp heart-handshake megaphone hard-hat
  sprout flower trees brush-cleaning wrench hammer book-open house users hand-coins`

// A choice for editors who add categories of their own.
const SPARE = 'baby bike bus coffee dog music paintbrush heart languages leaf shield scissors'

const FINDING = `search locate-fixed map map-pin sliders-horizontal chevron-right chevron-down chevron-left menu x
  arrow-left arrow-right arrow-up-right`

const FACTS = `door-open door-closed ticket accessibility clock footprints calendar calendar-check calendar-days
  calendar-plus backpack file-text globe hand-helping repeat message-circle-question-mark ear`

const CONTACT = 'mail phone smartphone link'

const TELLING = 'check triangle-alert circle-question-mark info moon eye-off history flag key-round pencil sparkles'

const NEEDING = 'package'

const TAKING = 'rss table braces printer download'

const LINE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'

const names = [CATEGORIES, SPARE, FINDING, FACTS, CONTACT, TELLING, NEEDING, TAKING].join(' ').split(/\s+/)
const symbols = [...new Set(names)].sort().map(symbol).join('\n')
const sheet = `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Lucide, ISC licence: https://lucide.dev/license -->\n${symbols}\n</svg>\n`
writeFileSync(join(ROOT, 'public/icons/icons.svg'), sheet)

/** One icon as a symbol that says itself how it is drawn, so that it is right with the style sheet off. */
function symbol(name) {
  const source = readFileSync(join(ROOT, `node_modules/lucide-static/icons/${name}.svg`), 'utf8')
  const shapes = source.slice(source.indexOf('>', source.indexOf('<svg')) + 1, source.indexOf('</svg>'))
  return `<symbol id="${name}" viewBox="0 0 24 24" ${LINE}>${shapes.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>')}</symbol>`
}
