// People: who there are, what they look after, and every change to that.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Person, Role } from './fields.ts'
import { hashToken } from './secrets.rules.ts'

export interface PersonRow {
  id: number
  email: string
  name: string
  role: Role
  is_whole_patch: number
  area_ids: string
}

export interface Station {
  role: Role
  is_whole_patch: boolean
  area_ids: readonly number[]
}

export type PeopleStore = ReturnType<typeof makePeopleStore>
type Nothing = Record<string, never>

export const PERSON_COLUMNS = `p.id, p.email, p.name, p.role, p.is_whole_patch,
  (select json_group_array(area_id) from person_area where person_id = p.id) as area_ids`

export function makePeopleStore(db: Db) {
  const byId = query<{ id: number }, PersonRow>(db, `select ${PERSON_COLUMNS} from person p where p.id = :id`)
  const byEmail = query<{ email: string }, PersonRow>(
    db,
    `select ${PERSON_COLUMNS} from person p where p.email = :email`,
  )
  const staff = query<Nothing, PersonRow & { created_at: string; seen_at: string | null; factors: number }>(
    db,
    `select ${PERSON_COLUMNS}, p.created_at,
       (select max(seen_at) from person_session where person_id = p.id) as seen_at,
       (select count(*) from factor where person_id = p.id and confirmed_at is not null) as factors
     from person p where p.role <> 'organiser' order by p.name, p.id`,
  )
  const admins = query<Nothing, { n: number }>(db, "select count(*) as n from person where role = 'admin'")
  const insert = command<NewPerson>(
    db,
    `insert into person (email, name, role, is_whole_patch, invited_by, created_at)
     values (:email, :name, :role, :is_whole_patch, :invited_by, :created_at)`,
  )
  const place = command<{ id: number; name: string; role: Role; is_whole_patch: number }>(
    db,
    'update person set name = :name, role = :role, is_whole_patch = :is_whole_patch where id = :id',
  )
  const readdress = command<{ id: number; email: string }>(
    db,
    'update or ignore person set email = :email where id = :id',
  )
  const endSessions = command<{ id: number }>(db, 'delete from person_session where person_id = :id')
  const leaveAreas = command<{ id: number }>(db, 'delete from person_area where person_id = :id')
  const takeArea = command<{ id: number; area_id: number }>(
    db,
    'insert into person_area (person_id, area_id) values (:id, :area_id)',
  )
  const dropFactors = command<{ id: number }>(db, 'delete from factor where person_id = :id')
  const dropCodes = command<{ id: number }>(db, 'delete from recovery_code where person_id = :id')
  const keepFirst = command<{ token_hash: string }>(
    db,
    `insert into first_admin (only_row, token_hash) values (1, :token_hash)
     on conflict (only_row) do update set token_hash = excluded.token_hash`,
  )
  const first = query<{ token_hash: string }, { only_row: number }>(
    db,
    'select only_row from first_admin where token_hash = :token_hash',
  )

  const find = (id: number) => personOf(byId.get({ id }))
  function setAreas(id: number, areaIds: readonly number[]): void {
    leaveAreas.run({ id })
    for (const area_id of new Set(areaIds)) takeArea.run({ id, area_id })
  }
  function station(id: number, name: string, { role, is_whole_patch, area_ids }: Station): void {
    place.run({ id, name, role, is_whole_patch: Number(is_whole_patch) })
    setAreas(id, role === 'editor' && !is_whole_patch ? area_ids : [])
  }
  function dropProofs(id: number): void {
    for (const drop of [dropFactors, dropCodes, endSessions]) drop.run({ id })
  }
  const hasAdmin = () => (admins.get({})?.n ?? 0) > 0

  return {
    find,
    byEmail: (email: string) => personOf(byEmail.get({ email })),
    /** Editors and admins by name, when they were last here, and how many second factors they have. */
    staff: () => staff.all({}).map(row => ({ ...row, ...(personOf(row) as Person) })),
    hasAdmin,
    /** Who has this address; an organiser from now on where nobody had. In the caller's transaction. */
    meet(email: string, now: Date): Person {
      const known = personOf(byEmail.get({ email }))
      if (known) return known
      const { lastInsertRowid } = insert.run({
        ...{ email, name: '', role: 'organiser', is_whole_patch: 0, invited_by: null },
        created_at: now.toISOString(),
      })
      return find(Number(lastInsertRowid)) as Person
    },
    /** Makes somebody an editor or an admin, whether or not they were known; in the caller's transaction. */
    appoint(email: string, name: string, to: Station, by: number | null, now: Date): Person {
      const known = byEmail.get({ email })
      const role = 'organiser'
      const created_at = now.toISOString()
      const id =
        known?.id ??
        Number(
          insert.run({ email, name, role, is_whole_patch: 0, invited_by: by, created_at }).lastInsertRowid,
        )
      station(id, name, to)
      return find(id) as Person
    },
    /** Another name, role or areas. What they may do changed, so they sign in again. In the caller's transaction. */
    change(id: number, name: string, to: Station): void {
      station(id, name, to)
      endSessions.run({ id })
    },
    /** Takes away their second factors, recovery codes and sessions; in the caller's transaction. */
    dropProofs,
    /** Takes away what they may do and every proof of it; who they were stays, for what they did. */
    remove(id: number): void {
      inTransaction(db, () => {
        station(id, find(id)?.name ?? '', { role: 'organiser', is_whole_patch: false, area_ids: [] })
        dropProofs(id)
      })
    },
    /** Another address; false when somebody else has it. */
    readdress: (id: number, email: string) => readdress.run({ id, email }).changes === 1,
    /** Keeps the link that makes the first admin, in place of the one before. */
    keepFirstLink(token: string): void {
      keepFirst.run({ token_hash: hashToken(token) })
    },
    isFirstLink: (token: string) => !hasAdmin() && first.get({ token_hash: hashToken(token) }) !== undefined,
  }
}

type NewPerson = {
  email: string
  name: string
  role: Role
  is_whole_patch: number
  invited_by: number | null
  created_at: string
}

export function personOf(row: PersonRow | undefined): Person | undefined {
  if (!row) return undefined
  const { id, email, name, role, is_whole_patch, area_ids } = row
  return { id, email, name, role, is_whole_patch: is_whole_patch === 1, area_ids: JSON.parse(area_ids) }
}
