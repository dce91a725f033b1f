// All that the site has of one person, by their address: what they are given when they ask for it.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query } from '../../platform/database/statement.ts'

type Theirs = { email: string; person_id: number }

// Secrets are not theirs to carry about: tokens, hashes and what codes are reckoned from stay here.
const PARTS = {
  sessions: `select created_at, seen_at, ends_at, device from person_session where person_id = :person_id order by id`,
  second_factors: `select kind, name, created_at, confirmed_at, used_at from factor where person_id = :person_id order by id`,
  areas: `select a.name from person_area pa join area a on a.id = pa.area_id where pa.person_id = :person_id order by a.name`,
  listings_kept: `select i.name, i.slug, k.since, k.is_trusted from keeper k join initiative i on i.id = k.initiative_id
    where k.person_id = :person_id order by i.name`,
  listings_that_name_the_address: `select name, slug, 'shown' as how from initiative where lower(public_email) = :email
    union all select i.name, i.slug, 'organiser' from organiser_address o join initiative i on i.id = o.initiative_id
    where o.email = :email order by name`,
  changes_of_keeper: `select initiative_id, asked_at, takes_effect_at, objected_at, done_at,
      iif(to_id = :person_id, 'to them', 'from them') as direction
    from handover where to_id = :person_id or from_id = :person_id order by id`,
  sent: `select p.uuid, p.kind, p.status, p.initiative_id, p.into_id, p.report_reason, p.reported_for, p.note, p.asked, p.created_at, p.sent_at,
      p.confirmed_at, p.decided_at, p.reply, d.sender_name
    from proposal p left join draft d on d.proposal_id = p.id
    where p.email = :email or p.person_id = :person_id order by p.id`,
  messages: `select m.text, m.made_at, m.is_from_editor from proposal_message m join proposal p on p.id = m.proposal_id
    where p.email = :email or p.person_id = :person_id order by m.id`,
  changes_made: `select initiative_id, number, made_at, made_as, why from revision where made_by = :person_id order by id`,
  mail: `select kind, subject, status, created_at, settled_at, body_text from outbox where recipient = :email order by id`,
  links_asked_for: `select purpose, created_at, ends_at, used_at from sign_in where email = :email order by id`,
  noted_deeds: `select made_at, made_as, action, subject_kind, subject_id from audit where person_id = :person_id order by id`,
} as const

export function makePersonalStore(db: Db) {
  const person = query<{ email: string }, { id: number }>(
    db,
    'select id, email, name, role, is_whole_patch, created_at from person where email = :email',
  )
  const parts = Object.entries(PARTS).map(([name, sql]) => [name, query<Theirs, Params>(db, sql)] as const)
  return {
    /** As plain data, to be written as JSON. */
    exportOf(email: string): Record<string, unknown> {
      const found = person.get({ email })
      const theirs = { email, person_id: found?.id ?? 0 }
      return {
        address: email,
        person: found ?? null,
        ...Object.fromEntries(parts.map(([name, part]) => [name, part.all(theirs)])),
      }
    },
    /** Whether there is anything at all. */
    hasAnything(email: string): boolean {
      const theirs = { email, person_id: person.get({ email })?.id ?? 0 }
      return theirs.person_id > 0 || parts.some(([, part]) => part.all(theirs).length > 0)
    },
  }
}
