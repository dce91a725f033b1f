// What an editor asks the queue for: read from an address, and written back into one.
import { KINDS, type Kind, type Status } from './fields.ts'

export const QUEUE_PATH = '/admin/queue'
export const SHOWS = ['waiting', 'held', 'asked'] as const
export type Shown = (typeof SHOWS)[number]

export interface QueueFilters {
  show: Shown
  kind: Kind | ''
  /** The id of an area; 0 for all that somebody looks after. */
  area: number
  page: number
}

/** What makes no sense is left out. */
export function readQueueFilters(query: Record<string, unknown>): QueueFilters {
  const number = (value: unknown) =>
    typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : 0
  return {
    show: SHOWS.find(show => show === query.show) ?? 'waiting',
    kind: KINDS.find(kind => kind === query.kind) ?? '',
    area: number(query.area),
    page: number(query.page) || 1,
  }
}

/** The query of an address with these filters: '' or one with its question mark. */
export function queueQuery(
  { show, kind, area, page }: QueueFilters,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...(show !== 'waiting' && { show }),
    ...(kind && { kind }),
    ...(area > 0 && { area: String(area) }),
    ...(page > 1 && { page: String(page) }),
    ...more,
  })
  return query.size > 0 ? `?${query}` : ''
}

/** What the queue's store is asked, for somebody who looks after `scope`; an area that is not theirs shows nothing. */
export function askedOf(
  { show, kind, area }: QueueFilters,
  scope: readonly number[] | null,
  within: (areaId: number) => readonly number[],
) {
  const statuses: Status[] = [show]
  return { scope, within: area > 0 ? within(area) : null, kinds: kind ? [kind] : KINDS, statuses }
}
