import { beforeAll, describe, expect, it } from 'vitest'
import { initiativeFields } from '../../src/features/initiatives/fields.ts'
import type { Person } from '../../src/features/people/fields.ts'
import type { Proposal } from '../../src/features/proposals/fields.ts'
import type { Db } from '../../src/platform/database/open.ts'
import { type DeskPage, openDeskPages } from '../support/desk-pages.ts'
import { hostileTexts } from '../support/hostile.ts'
import { readMarkup } from '../support/markup.ts'
import { formats, pages as publicPages } from '../support/pages.ts'
import { signedIn, visitor } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'

/** Every column in which words of somebody stand, whoever they are: senders, keepers, editors, admins, mail servers. */
const WORDS: Record<string, string[]> = {
  area: ['name', 'official_name'],
  category: ['name', 'plural', 'description'],
  crossing: ['name', 'a_name', 'b_name', 'note'],
  draft: ['sender_name'],
  initiative: [
    ...['name', 'summary', 'description', 'organisation_name', 'organisation_number', 'shown_address'],
    ...['audience', 'cost_note', 'bring', 'access_note', 'public_email', 'phone', 'website'],
  ],
  initiative_private: ['venue', 'street', 'postcode'],
  need: ['title', 'detail'],
  outbox: ['subject', 'body_text', 'recipient', 'last_answer', 'kind'],
  person: ['name'],
  person_session: ['device'],
  photo: ['alt'],
  place: ['name'],
  place_alias: ['alias', 'name'],
  district_name: ['name', 'county'],
  factor: ['name'],
  proposal: ['note', 'decision_reason', 'reply'],
  proposal_message: ['text'],
  revision: ['why'],
  session: ['note'],
  session_break: ['note'],
  setting: ['value'],
  station: ['name'],
  spam_word: ['term'],
  synonym: ['phrase', 'means'],
  unpublished: ['name', 'reason'],
  upload: ['mapping', 'problem'],
  water: ['name'],
}
/** Columns of lists and objects of such words. */
const NESTED: Record<string, string[]> = {
  draft: ['typed', 'signs'],
  initiative: ['keywords', 'languages', 'social_links'],
  initiative_private: ['organiser_emails'],
  proposal: ['asked', 'base', 'held_for'],
  revision: ['fields'],
  upload: ['lines'],
}
/** What the site itself writes: keys, codes, choices, moments, drawings, and the record, which nobody can change. */
const ITS_OWN =
  /^(?:audit|geography|light_fade|erasure|erasure_key|ground_version|initiative_(?:facts|glow|fts|spelling)|area_(?:glow|kind)|cell_level|place_name)|^setting\.name$|(?:_at|_on|_until|_from|_hash|_by|_as|_token|_number)$|\.(?:code|level|slug|slugs|boundary|icon|mode|kind|county|district|outcode|ward|day|id|since|is_home|done|different|key|name_key|message_id|body_html|status|role|email|secret|credential|transports|token_hash|uuid|precision|where_kind|organisation_kind|cost|referral|booking|access_\w+|source|source_id|traits|hours|away|needs|taken|report_reason|reported_for|opens|closes|changes|purpose|subject|next|challenge|until|totals|mark|part|postcode)$/
// What leads somewhere is read before it is kept: of it there is only what passes.
const LINKS = new Set(['website', 'social_links'])
const links = hostileTexts.filter(
  text => initiativeFields.shape.website.safeParse(text).success && text !== '',
)
// Choices and numbers among the fields of a listing stay what they are.
const SAID = new Set(
  `name summary description keywords organisation_name organisation_number venue street audience cost_note bring access_note
  languages public_email phone website social_links organiser_emails title detail note alt keywords signs held_for lines`.split(
    /\s+/,
  ),
)

const TURNS = 5

describe('whatever stands in the database', () => {
  let site: Site
  let all: DeskPage[]
  beforeAll(async () => {
    site = await openSite({ cast: {} })
    all = await openDeskPages(site)
    // The town writes down its hours more shortly than a form does.
    site.db.exec("update proposal set asked = json_remove(asked, '$.sessions')")
    // The mail of each kind, for whoever reads it there.
    const admin = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
    const mails = site.db.prepare('select id from outbox').pluck().all()
    for (const id of mails)
      all.push({ name: `mail ${id}`, path: `/admin/mail/${id}`, status: 200, cookie: admin.cookie })
    for (const page of [...publicPages, ...formats]) all.push({ ...page, cookie: '' })
  })

  it('has every column of words among those that are tried', () => {
    const tables = site.db.prepare("select name, sql from sqlite_schema where type = 'table'").all() as {
      name: string
      sql: string
    }[]
    const columns = tables
      .filter(
        ({ name, sql }) =>
          !/^create virtual/i.test(sql) &&
          !/_(?:config|data|idx|docsize|node|parent|rowid)$|^sqlite_/.test(name),
      )
      .flatMap(({ name }) => columnsOf(site.db, name).map(column => `${name}.${column}`))
    const tried = [...pairsOf(WORDS), ...pairsOf(NESTED)]
    expect(columns.filter(column => !tried.includes(column) && !ITS_OWN.test(column))).toEqual([])
    expect(tried.filter(column => !columns.includes(column))).toEqual([])
  })

  it('stays words on every page of the site and of the desk: no tag, no attribute, no address of its own', async () => {
    for (let turn = 0; turn < TURNS; turn++) {
      poison(site.db, turn)
      for (const { name, path, cookie } of all) {
        const { status, text, headers } = await visitor(site, cookie).get(path)
        expect(status, `${name} ${path}`).toBeLessThan(500)
        if (/html/.test(headers['content-type'] ?? '')) expect(strangeIn(text), `${name} ${path}`).toEqual([])
        if (/json/.test(headers['content-type'] ?? '')) JSON.parse(text)
      }
    }
  }, 60_000)

  it('stays words in the mails that editors send about it, and on one line in their subjects', async () => {
    const { proposals, deciding, people } = site.context
    const by = people.byEmail('ada@mill.example') as Person
    const last = site.db.prepare('select max(id) from outbox').pluck().get()
    const open = site.db.prepare("select id from proposal where status in ('waiting', 'held')").pluck().all()
    for (const [at, id] of (open as number[]).entries()) {
      site.db.prepare("update proposal set email = 'x@x.example', locked_by = null where id = ?").run(id)
      const proposal = proposals.find(id) as Proposal
      const seen = { version: proposal.version, revision: deciding.revisionOf(proposal) }
      const reply = hostileTexts[at * 7] as string
      deciding.reject({ proposal_id: id, by, seen, reason: reply, reply })
    }
    const sql = 'select subject, body_html from outbox where id > ?'
    const mails = site.db.prepare(sql).all(last) as { subject: string; body_html: string }[]
    expect(mails.length).toBeGreaterThan(5)
    for (const { subject, body_html } of mails) {
      expect(subject).not.toMatch(/[\u0000-\u001f\u007f]/)
      expect(strangeIn(body_html.replace(/ style="[^"]*"|&nbsp;/g, ''))).toEqual([])
    }
  })
})

/** Writes another text into every cell of words; what the database itself refuses stays as it was. */
function poison(db: Db, turn: number): void {
  let at = turn * 53
  const text = () => hostileTexts[at++ % hostileTexts.length] as string
  const link = () => links[at++ % links.length] as string
  const other = (name: string) => (LINKS.has(name) ? link() : text())
  db.function('other', other)
  db.function('others_in', (column: string, json: string) =>
    JSON.stringify(JSON.parse(json), (key, value) => said(key || column, value, other)),
  )
  for (const [table, columns] of Object.entries(WORDS))
    for (const column of columns) db.exec(`update or ignore "${table}" set "${column}" = other('${column}')`)
  for (const [table, columns] of Object.entries(NESTED))
    for (const column of columns)
      db.exec(`update or ignore "${table}" set "${column}" = others_in('${column}', "${column}")`)
}

function said(name: string, value: unknown, other: (name: string) => string): unknown {
  if (!SAID.has(name)) return value
  if (Array.isArray(value)) return value.map(one => (typeof one === 'string' ? other(name) : one))
  return typeof value === 'string' ? other(name) : value
}

const columnsOf = (db: Db, table: string) =>
  (db.pragma(`table_info("${table}")`) as { name: string; type: string }[])
    .filter(({ type }) => type === 'TEXT')
    .map(({ name }) => name)
const pairsOf = (table: Record<string, string[]>) =>
  Object.entries(table).flatMap(([name, columns]) => columns.map(column => `${name}.${column}`))

const OURS = new Set(
  `html head meta title link script body header footer nav main section article aside figure figcaption div p pre blockquote h1 h2 h3 h4 h5 h6
  ul ol li dl dt dd a b em strong small bdi span ins del mark code hr br time form input textarea select option optgroup button label
  fieldset legend details summary svg use g path circle rect defs radialgradient lineargradient stop pattern clippath mask filter text
  image symbol img picture source address abbr table thead tbody tr th td caption s q cite output`.split(
    /\s+/,
  ),
)
// Links of the map that others show open outside its frame.
const FRAMED = 'base[target]'
const SAFE = /^(?:\/(?![/\\])|#|\?|https?:\/\/[\w.-]+(?:\/|$|\?)|mailto:|tel:|$)/

/** Tags and attributes that none of our views writes, and addresses that lead where none of ours does. */
function strangeIn(html: string): string[] {
  const shown = html.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
  const { tags, attributes, faults } = readMarkup(shown)
  const strange = tags.filter(
    tag => tag !== FRAMED && !OURS.has(tag.replace(/^\//, '').replace(/\[.*/, '').toLowerCase()),
  )
  const bad = attributes.filter(
    ({ tag, name, value }) =>
      /^on|^style$|^srcdoc$/.test(name) ||
      (/^(?:href|src|action|formaction)$/.test(name) && !SAFE.test(value)) ||
      (tag === 'script' && name === 'src' && !value.startsWith('/assets/')),
  )
  return [...strange, ...faults, ...bad.map(({ tag, name, value }) => `${tag} ${name}="${value}"`)]
}
