// Photos in the database: added, found by their address, and let go when nothing speaks of them any more.
import { randomUUID } from 'node:crypto'
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import { type Clock, later } from '../../platform/text/clock.ts'
import type { ShownPhoto } from '../initiatives/kept.fields.ts'
import type { PhotoSize } from '../initiatives/photo.rules.ts'
import type { KeptPhoto, Owner, Pixels } from './fields.ts'

export type PhotosStore = ReturnType<typeof makePhotosStore>

/** A photo that belongs to nothing is kept for so many days. */
const KEPT_DAYS = 7
const DAY = 24 * 60 * 60_000

/** All changes in the caller's transaction. */
export function makePhotosStore(db: Db, clock: Clock) {
  const sql = { ...prepareReading(db), ...prepareWriting(db) }
  return {
    /** Keeps a photo; returns what it is called. Until it is described it is on no list. */
    add(owner: Owner, { width, height, large, small }: Pixels): string {
      const uuid = randomUUID()
      sql.insert.run({ uuid, ...owner, width, height, large, small, now: clock().toISOString() })
      return uuid
    },
    /** The photo of an owner that has the same pixels. */
    same: (owner: Owner, { large }: Pick<Pixels, 'large'>) => sql.same.get({ ...owner, large })?.uuid,
    find(uuid: string): KeptPhoto | undefined {
      const row = sql.find.get({ uuid })
      return row && { ...row, is_live: row.is_live === 1 }
    },
    pixels: (uuid: string, size: PhotoSize): Buffer | undefined => sql[size].get({ uuid })?.pixels,
    /** Those with these names, in the order given, with their sizes; names that are gone are left out. */
    of(photos: readonly { uuid: string; alt: string }[]): ShownPhoto[] {
      if (photos.length === 0) return []
      const kept = new Map(sql.sizes.all({ uuids: JSON.stringify(photos) }).map(row => [row.uuid, row]))
      return photos.flatMap(photo => {
        const size = kept.get(photo.uuid)
        return size ? [{ ...size, ...photo }] : []
      })
    },
    /** What somebody sent and has not described. */
    undescribed: (owner: Owner): ShownPhoto[] => sql.undescribed.all({ ...owner }),
    /** Notes what a photo shows. */
    describe: (uuid: string, alt: string) => sql.describe.run({ uuid, alt }),
    /** Deletes a photo that no listing ever showed. */
    discard: (uuid: string, owner: Owner) => sql.discard.run({ uuid, ...owner }),
    /** Deletes all that came with these proposals, wherever they are shown; answers how many. */
    forgetOf: (proposalIds: readonly number[]): number =>
      sql.forget.run({ ids: JSON.stringify(proposalIds) }).changes,
    /** Deletes what no listing shows, no proposal asks for and no revision remembers; answers how many. */
    tidy: (): number => sql.tidy.run({ before: later(clock(), -KEPT_DAYS * DAY) }).changes,
  }
}

function prepareReading(db: Db) {
  return {
    find: query<{ uuid: string }, Omit<KeptPhoto, 'is_live'> & { is_live: number }>(
      db,
      `select uuid, alt, width, height, initiative_id, proposal_id,
         is_shown and exists (select 1 from initiative i where i.id = photo.initiative_id) as is_live
       from photo where uuid = :uuid`,
    ),
    large: query<{ uuid: string }, { pixels: Buffer }>(
      db,
      'select large as pixels from photo where uuid = :uuid',
    ),
    small: query<{ uuid: string }, { pixels: Buffer }>(
      db,
      'select small as pixels from photo where uuid = :uuid',
    ),
    sizes: query<{ uuids: string }, Omit<ShownPhoto, 'alt'>>(
      db,
      `select p.uuid, p.width, p.height from json_each(:uuids) j cross join photo p on p.uuid = j.value ->> 'uuid'`,
    ),
    same: query<Params, { uuid: string }>(
      db,
      `select uuid from photo where proposal_id is :proposal_id and initiative_id is :initiative_id and large = :large`,
    ),
    undescribed: query<Params, ShownPhoto>(
      db,
      `select uuid, alt, width, height from photo
       where proposal_id is :proposal_id and initiative_id is :initiative_id and alt = '' order by id`,
    ),
  }
}

function prepareWriting(db: Db) {
  return {
    insert: command<Params>(
      db,
      `insert into photo (uuid, proposal_id, initiative_id, width, height, large, small, added_at)
       values (:uuid, :proposal_id, :initiative_id, :width, :height, :large, :small, :now)`,
    ),
    describe: command<Params>(db, 'update photo set alt = :alt where uuid = :uuid and not is_shown'),
    discard: command<Params>(
      db,
      `delete from photo where uuid = :uuid and proposal_id is :proposal_id and initiative_id is :initiative_id
         and not is_shown and (initiative_id is null or alt = '')`,
    ),
    forget: command<{ ids: string }>(
      db,
      'delete from photo where proposal_id in (select value from json_each(:ids))',
    ),
    tidy: command<{ before: string }>(
      db,
      `delete from photo where added_at < :before and proposal_id is null
         and not (is_shown and exists (select 1 from initiative i where i.id = photo.initiative_id))
         and not exists (select 1 from revision r, json_each(r.fields, '$.photos') p
           where r.initiative_id = photo.initiative_id and p.value ->> 'uuid' = photo.uuid)`,
    ),
  }
}
