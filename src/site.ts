// What stands round every page: name, navigation, footer, credits.

import type { Response } from 'express'
import type { Config } from './config.ts'
import { FOOT_CREDITS } from './features/pages/credits.fields.ts'
import type { SignedIn } from './features/people/fields.ts'
import { isStaff } from './features/people/rules.ts'
import { sayNumber } from './platform/text/words.ts'
import type { Head, Show } from './platform/web/page.ts'
import type { Render } from './platform/web/render.ts'
import { sendPage } from './platform/web/respond.ts'

const NAV = [
  { href: '/initiatives', label: 'Browse' },
  { href: '/map', label: 'Map' },
  { href: '/areas', label: 'Areas' },
  { href: '/categories', label: 'Kinds' },
  { href: '/about', label: 'About' },
]

// The editors' own pages; what is for admins only is shown to them only.
const QUEUE = '/admin/queue'
const DESK: { href: string; label: string; isForAdmins: boolean }[] = [
  { href: QUEUE, label: 'Queue', isForAdmins: false },
  { href: '/admin/initiatives', label: 'Initiatives', isForAdmins: false },
  { href: '/admin/site', label: 'Site', isForAdmins: true },
  { href: '/admin/people', label: 'People', isForAdmins: true },
  { href: '/admin/mail', label: 'Mail', isForAdmins: true },
  { href: '/admin/audit', label: 'Record', isForAdmins: true },
]

const ACTION = { href: '/submit', label: 'Add a project' }

const FOOTER = [
  {
    title: 'Find',
    links: [
      { href: '/initiatives', label: 'All points of light' },
      { href: '/map', label: 'On the map' },
      { href: '/areas', label: 'By area' },
      { href: '/categories', label: 'By kind' },
      { href: '/initiatives?open=today', label: 'Open today' },
      ACTION,
    ],
  },
  {
    title: 'Take the data',
    links: [
      { href: '/open-data', label: 'Open data' },
      { href: '/initiatives.atom', label: 'Newest lights (Atom)' },
      { href: '/initiatives.csv', label: 'Everything (CSV)' },
      { href: '/initiatives.geojson', label: 'Everything (GeoJSON)' },
    ],
  },
  {
    title: 'This site',
    links: [
      { href: '/about', label: 'About' },
      { href: '/keep', label: 'Keep your listing right' },
      { href: '/privacy', label: 'Privacy' },
      { href: '/accessibility', label: 'Accessibility' },
      { href: '/how-we-decide', label: 'How we decide' },
    ],
  },
]

// Where people send something in, keep it right or look after the site: what those pages need besides, no reader fetches.
const WORKING = /^(?:admin|keep|people|photos|proposals|submit)\//

export interface Surround {
  config: Config
  render: Render
  /** The address of a file in public/ by its plain name. */
  href(name: string): string
  /** Whether invented listings are among the real ones. */
  hasExamples(): boolean
  /** What somebody looks after, in words. */
  reachOf(person: SignedIn): string
  /** How many items wait for them in the queue. */
  waitingFor(person: SignedIn): number
}

/** Where an editor or an admin begins. */
export function deskHome({ role }: Pick<SignedIn, 'role'>): string {
  return DESK.find(({ isForAdmins }) => role === 'admin' || !isForAdmins)?.href ?? '/account'
}

/** Makes the one way to show a page of the editors: `show`, but for the masthead. An organiser sees it as any other page. */
export function makeShowDesk(surround: Surround): Show {
  const { config, reachOf, waitingFor } = surround
  return makeShow(surround, (head, res) => {
    const person: SignedIn | undefined = res.locals.person
    if (!person || !isStaff(person)) return null
    const items = DESK.filter(({ isForAdmins }) => person.role === 'admin' || !isForAdmins)
    return {
      name: config.SITE_NAME,
      home: deskHome(person),
      nav: items.map(({ href, label }) => ({
        ...{ href, label, current: href === head.section },
        count: href === QUEUE ? countOf(waitingFor(person)) : '',
      })),
      who: `You look after ${reachOf(person)}`,
      account: head.section === '/account',
    }
  })
}

function countOf(waiting: number): string {
  return waiting === 0 ? '' : sayNumber(waiting)
}

/** Makes the one way to show a page. */
export function makeShow(
  { config, render, href, hasExamples }: Surround,
  deskOf: (head: Head, res: Response) => object | null = () => null,
): Show {
  return (res, view, head, page, { status = 200, keeper = 'anybody' } = {}) => {
    const html = render(view, page, {
      ...layoutOf(head, config),
      ...{ site: siteOf(head), desk: deskOf(head, res) },
      sheets: WORKING.test(view) ? [href('working.css')] : [],
    })
    res.status(status)
    return sendPage(res, html, status === 200 ? keeper : 'nobody')
  }

  function siteOf({ section, scripts = [] }: Head) {
    return {
      name: config.SITE_NAME,
      promise: 'Run by neighbours, for neighbours. No adverts, no accounts, no cookies to accept.',
      nav: NAV.map(item => ({ ...item, current: item.href === section })),
      action: ACTION,
      example_notice: hasExamples(),
      footer: FOOTER,
      credits: ['Listings are free to reuse under CC BY 4.0.', ...FOOT_CREDITS],
      scripts: scripts.map(href),
    }
  }
}

function layoutOf(head: Head, config: Config) {
  return {
    lang: 'en-GB',
    title: head.title === config.SITE_NAME ? head.title : `${head.title} – ${config.SITE_NAME}`,
    description: head.description ?? '',
    canonical: head.canonical === undefined ? '' : `${config.BASE_URL}${head.canonical}`,
    robots: head.robots ?? '',
    alternates: head.alternates ?? [],
    night: head.night ?? false,
  }
}
