// Bringing many listings at once: the file and its mapping, what would happen, and what did.
import { count } from '../../platform/text/words.ts'
import { type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { pagination } from '../../platform/web/pages.ts'
import { SITE_PATH } from './record.view.ts'

export const IMPORT_PATH = '/admin/import'
const LINES_A_PAGE = 100

interface Shipped {
  name: string
  about: string
}

/** What the page shows of a file: see uploads.store.ts. */
export interface UploadShown {
  id: string
  mapping: string
  status: 'reading' | 'unusable' | 'ready' | 'taking' | 'taken'
  lines: readonly string[]
  totals: { add?: number; change?: number }
  rows_done: number
  problem: string
}

const OWN: FormField = {
  ...{ control: 'textarea', name: 'mapping', label: 'A mapping of your own', optional: true },
  hint: 'JSON that says which column says what, as for the command. It goes before the choice above.',
  attributes: { rows: '12', spellcheck: 'false' },
}

export function uploadPage(
  shipped: readonly Shipped[],
  values: FormValues = {},
  issues: readonly Issue[] = [],
) {
  const start: FormField = {
    ...{ control: 'radio', name: 'start', label: 'What the columns are called' },
    options: [
      ...shipped.map(({ name, about }) => ({ value: name, label: sayName(name), hint: about })),
      { value: 'own', label: 'A mapping of my own', hint: 'Paste it below.' },
    ],
  }
  const { parts, errors } = formOf([start, OWN], values, issues)
  const wrongFile = issues.find(({ path }) => path[0] === 'file')?.message ?? ''
  return {
    back: { href: SITE_PATH, label: 'The site' },
    title: 'Import',
    action: IMPORT_PATH,
    file_error: wrongFile,
    errors: wrongFile === '' ? errors : [{ href: '#file', text: wrongFile }, ...errors],
    parts,
  }
}

export function runPage(upload: UploadShown, said: { totals: string; isStuck: boolean }, page: number) {
  const { id, status, lines, problem } = upload
  const href = `${IMPORT_PATH}/${id}`
  const many = (upload.totals.add ?? 0) + (upload.totals.change ?? 0)
  const pages = Math.max(1, Math.ceil(lines.length / LINES_A_PAGE))
  const at = Math.min(page, pages)
  const mapping = { ...OWN, label: 'The mapping', hint: '', optional: false }
  const isOpen = status === 'unusable' || status === 'ready'
  return {
    back: { href: IMPORT_PATH, label: 'Import' },
    title: TITLES[status],
    lead: leadOf(upload, said),
    problems: problem === '' ? [] : problem.split('\n').map(text => text.trim()),
    lines: lines.slice((at - 1) * LINES_A_PAGE, at * LINES_A_PAGE).map(lineOf),
    pagination: pages > 1 ? pagination(at, pages, number => `${href}?page=${number}`) : null,
    take: (status === 'ready' && many > 0) || said.isStuck ? { action: href, button: takeWords(many) } : null,
    mapping: isOpen && {
      action: `${href}/mapping`,
      open: status === 'unusable',
      part: formOf([mapping], { mapping: upload.mapping }).parts,
    },
    done: status === 'taken',
  }
}

const TITLES: Record<UploadShown['status'], string> = {
  reading: 'Looking through the file',
  unusable: 'That file cannot be used yet',
  ready: 'What would happen',
  taking: 'Importing',
  taken: 'Imported',
}

function leadOf(
  { status, rows_done, totals }: UploadShown,
  said: { totals: string; isStuck: boolean },
): string {
  if (status === 'reading') return 'This page comes again by itself when it is done.'
  if (status === 'unusable') return 'Nothing was kept. Put the mapping right below, or choose another file.'
  if (said.isStuck) return 'It stopped halfway. What was taken is there; press again for the rest.'
  if (status === 'taking')
    return `${count(rows_done, 'row')} taken so far. You may leave this page; it goes on.`
  if (status === 'taken') return said.totals
  const isNothing = (totals.add ?? 0) + (totals.change ?? 0) === 0
  return `${said.totals} ${isNothing ? 'There is nothing to import.' : 'Nothing is kept yet; refused lines are left out.'}`
}

function takeWords(many: number): string {
  return many > 0 ? `Import ${count(many, 'listing')}` : 'Go on'
}

// `line 12: refuse  Some name · why` is the same line as the command prints.
function lineOf(line: string) {
  const outcome = /^[^:]{1,40}: (add|change|refuse) /.exec(line)?.[1] ?? ''
  return { text: line, icon: ICONS[outcome] ?? 'info', wrong: outcome === 'refuse' }
}

const ICONS: Record<string, string> = { add: 'sparkles', change: 'pencil', refuse: 'x' }

function sayName(name: string): string {
  return NAMES[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
}

const NAMES: Record<string, string> = {
  coops: 'As Co-operatives UK calls them',
  openstreetmap: 'As OpenStreetMap calls them',
  simple: 'As in the simple list that comes with the site',
}
