// Second factors: apps that show codes, passkeys, and the recovery codes for when both are lost.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { SEALED, type Seal } from '../../platform/database/seal.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { FactorRow } from './fields.ts'
import { hashCode, isSame, makeCode, makeSalt, readCode, sayCode } from './secrets.rules.ts'

export type NewPasskey = {
  name: string
  credential: string
  public_key: Buffer
  counter: number
  transports: string
}

const CODES = 10
const CODE_LENGTH = 10

/** What codes are reckoned from is sealed: a copy of the database gives nobody a second factor. */
export function makeFactorsStore(db: Db, seal: Seal) {
  const sql = prepare(db)
  const ownerOf = (personId: number) => `app of person ${personId}`
  const close = (personId: number, secret: string) => seal.close(secret, ownerOf(personId))
  const open = (row: FactorRow): FactorRow => ({
    ...row,
    secret: row.kind === 'app' ? (seal.open(row.secret, ownerOf(row.person_id)) ?? '') : '',
  })
  return {
    /** Those that were proved, in the order they were added. An app whose secret was sealed with another key has none. */
    of: (personId: number): FactorRow[] => sql.of.all({ person_id: personId }).map(open),
    /** The app that was begun and is not proved yet. */
    pending(personId: number): FactorRow | undefined {
      const row = sql.pending.get({ person_id: personId })
      return row && open(row)
    },
    /** At a start: seals what was kept before there was a key, and sees that no page of the file has it any more. */
    sealOld(): number {
      const rows = sql.unsealed.all({ sealed: SEALED })
      if (rows.length === 0) return 0
      inTransaction(db, () => {
        for (const { id, person_id, secret } of rows) sql.reseal.run({ id, secret: close(person_id, secret) })
      })
      db.pragma('wal_checkpoint(TRUNCATE)')
      return rows.length
    },
    /** How many apps cannot be used, for they were sealed with another key than is here now. */
    locked: (): number => sql.apps.all({}).filter(row => open(row).secret === '').length,
    /** Begins with an app, in place of one that was begun before. */
    beginApp(personId: number, secret: string, now: Date): void {
      inTransaction(db, () => {
        sql.dropPending.run({ person_id: personId })
        sql.addApp.run({
          ...{ person_id: personId, name: 'App', secret: close(personId, secret) },
          now: now.toISOString(),
        })
      })
    },
    /** Notes that an app that was begun is theirs; false when it is not there to be, or was before. */
    confirm: (id: number, step: number, now: Date): boolean =>
      sql.confirm.run({ id, step, now: now.toISOString() }).changes === 1,
    /** Notes for which half minute a code was taken; false when that or a later one was before. */
    takeStep: (id: number, step: number, now: Date): boolean =>
      sql.takeStep.run({ id, step, now: now.toISOString() }).changes === 1,
    addPasskey: (personId: number, passkey: NewPasskey, now: Date): boolean =>
      sql.addPasskey.run({ ...passkey, person_id: personId, now: now.toISOString() }).changes === 1,
    noteUse: (id: number, counter: number, now: Date) =>
      sql.noteUse.run({ id, counter, now: now.toISOString() }),
    /** Takes one away; with the last one go the recovery codes. */
    remove(id: number, personId: number): boolean {
      return inTransaction(db, () => {
        if (sql.remove.run({ id, person_id: personId }).changes === 0) return false
        if (sql.of.all({ person_id: personId }).length === 0) sql.dropCodes.run({ person_id: personId })
        return true
      })
    },
    codesLeft: (personId: number): number => sql.codesLeft.get({ person_id: personId })?.n ?? 0,
    /** Ten new codes in place of the old ones; they are told this once. */
    async makeCodes(personId: number): Promise<string[]> {
      const codes = Array.from({ length: CODES }, () => makeCode(CODE_LENGTH))
      // One salt for all, so that one slow hash finds which of them was typed.
      const salt = makeSalt()
      const hashes = await Promise.all(codes.map(code => hashCode(code, salt)))
      inTransaction(db, () => {
        sql.dropCodes.run({ person_id: personId })
        for (const code_hash of hashes) sql.addCode.run({ person_id: personId, salt, code_hash })
      })
      return codes.map(sayCode)
    },
    /** Uses a recovery code up; false when it is none, or was used. */
    async useCode(personId: number, typed: string, now: Date): Promise<boolean> {
      const rows = sql.codes.all({ person_id: personId })
      const code = readCode(typed)
      if (!rows[0] || code.length !== CODE_LENGTH) return false
      const hash = await hashCode(code, rows[0].salt)
      const found = rows.find(row => isSame(row.code_hash, hash))
      return found !== undefined && sql.useCode.run({ id: found.id, now: now.toISOString() }).changes === 1
    },
  }
}

type Of = { person_id: number }
const COLUMNS = `id, person_id, kind, name, secret, last_step, credential, public_key, counter, transports,
  created_at, confirmed_at, used_at`

function prepare(db: Db) {
  return { ...prepareFactors(db), ...prepareSealing(db), ...prepareCodes(db) }
}

function prepareFactors(db: Db) {
  return {
    of: query<Of, FactorRow>(
      db,
      `select ${COLUMNS} from factor where person_id = :person_id and confirmed_at is not null order by id`,
    ),
    pending: query<Of, FactorRow>(
      db,
      `select ${COLUMNS} from factor where person_id = :person_id and confirmed_at is null order by id desc limit 1`,
    ),
    dropPending: command<Of>(db, 'delete from factor where person_id = :person_id and confirmed_at is null'),
    addApp: command<Of & { name: string; secret: string; now: string }>(
      db,
      `insert into factor (person_id, kind, name, secret, created_at)
       values (:person_id, 'app', :name, :secret, :now)`,
    ),
    confirm: command<{ id: number; step: number; now: string }>(
      db,
      'update factor set confirmed_at = :now, used_at = :now, last_step = :step where id = :id and confirmed_at is null',
    ),
    takeStep: command<{ id: number; step: number; now: string }>(
      db,
      'update factor set last_step = :step, used_at = :now where id = :id and last_step < :step',
    ),
    addPasskey: command<NewPasskey & Of & { now: string }>(
      db,
      `insert into factor (person_id, kind, name, credential, public_key, counter, transports, created_at, confirmed_at)
       values (:person_id, 'passkey', :name, :credential, :public_key, :counter, :transports, :now, :now)
       on conflict (credential) do nothing`,
    ),
    noteUse: command<{ id: number; counter: number; now: string }>(
      db,
      'update factor set counter = :counter, used_at = :now where id = :id',
    ),
    remove: command<Of & { id: number }>(db, 'delete from factor where id = :id and person_id = :person_id'),
  }
}

function prepareSealing(db: Db) {
  return {
    unsealed: query<{ sealed: string }, FactorRow>(
      db,
      `select ${COLUMNS} from factor where kind = 'app' and substr(secret, 1, length(:sealed)) <> :sealed`,
    ),
    apps: query<Record<string, never>, FactorRow>(db, `select ${COLUMNS} from factor where kind = 'app'`),
    reseal: command<{ id: number; secret: string }>(db, 'update factor set secret = :secret where id = :id'),
  }
}

function prepareCodes(db: Db) {
  return {
    dropCodes: command<Of>(db, 'delete from recovery_code where person_id = :person_id'),
    addCode: command<Of & { salt: Buffer; code_hash: Buffer }>(
      db,
      'insert into recovery_code (person_id, salt, code_hash) values (:person_id, :salt, :code_hash)',
    ),
    codes: query<Of, { id: number; salt: Buffer; code_hash: Buffer }>(
      db,
      'select id, salt, code_hash from recovery_code where person_id = :person_id and used_at is null',
    ),
    codesLeft: query<Of, { n: number }>(
      db,
      'select count(*) as n from recovery_code where person_id = :person_id and used_at is null',
    ),
    useCode: command<{ id: number; now: string }>(
      db,
      'update recovery_code set used_at = :now where id = :id and used_at is null',
    ),
  }
}
