// What an admin may do first on a new site; each step goes when it is done (pure).

export interface SiteSoFar {
  /** How many settings are an admin's own. */
  settings: number
  listings: number
  /** Of those, the invented ones that a first start brings. */
  examples: number
  /** How many look after the site. */
  staff: number
}

export interface Step {
  icon: string
  label: string
  note: string
  /** '' for what is done where the site runs. */
  href: string
}

const STEPS: readonly (Step & { isDone(site: SiteSoFar): boolean })[] = [
  {
    icon: 'sliders-horizontal',
    href: '/admin/settings',
    label: 'Say what the site is called, and who runs it',
    note: 'Its name, the words of the first page, an address to write to.',
    isDone: ({ settings }) => settings > 0,
  },
  {
    icon: 'download',
    href: '/admin/import',
    label: 'Bring in the projects you know of',
    note: 'From a spreadsheet or a map, with a preview of every line.',
    isDone: ({ listings, examples }) => listings > examples,
  },
  {
    icon: 'x',
    href: '',
    label: 'Take the examples away',
    note: 'Where the site runs: npm run cli -- examples --remove --commit',
    isDone: ({ examples }) => examples === 0,
  },
  {
    icon: 'users',
    href: '/admin/people/new',
    label: 'Invite somebody to look after it with you',
    note: 'Two admins can let each other in again, when one has lost a second factor.',
    isDone: ({ staff }) => staff > 1,
  },
]

export function stepsLeft(site: SiteSoFar): Step[] {
  return STEPS.filter(({ isDone }) => !isDone(site)).map(({ isDone, ...step }) => step)
}
