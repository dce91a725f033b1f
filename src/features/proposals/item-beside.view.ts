// What stands beside a proposal: who sent it and how their earlier ones went, the listing, the place and its neighbours.
import { localTime } from '../../platform/text/clock.ts'
import { count, joinWords, sayDate } from '../../platform/text/words.ts'
import { lightLevel } from '../initiatives/brightness.rules.ts'
import { sayConfirmed } from '../initiatives/card.view.ts'
import { KIND_WORDS, type Status } from './fields.ts'
import type { Item } from './item.fields.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { sayFar, saySince, sayWait } from './waiting.rules.ts'

export function besideOf(item: Item, now: Date) {
  return {
    sender: senderOf(item, now),
    listing: listingOf(item, now),
    place: placeOf(item),
    picture: item.picture,
    neighbours: item.neighbours.map(({ listed, journey }) => ({
      href: `/initiatives/${listed.slug}`,
      name: listed.name,
      note: `${listed.kind}, ${sayFar(journey.metres)}`,
    })),
  }
}

function senderOf({ proposal, said, sender, earlier, keepers }: Item, now: Date) {
  const name = said?.sender_name ?? ''
  if (proposal.email === '') return { name, who: 'They left no address.', lines: [], counts: [], earlier: [] }
  const isKeeper = keepers.find(({ email }) => email === proposal.email)
  const keeps = isKeeper
    ? `Keeps this listing since ${sayDate(localTime(new Date(isKeeper.since)).date)}`
    : ''
  const first = sender.sent === 0 ? 'The first from this address' : ''
  return {
    name,
    who: proposal.email,
    lines: [keeps, isKeeper?.is_trusted ? 'Their changes go live at once' : '', first].filter(Boolean),
    counts:
      sender.sent === 0
        ? []
        : (['sent', 'approved', 'asked', 'rejected'] as const).map(name => ({
            number: String(sender[name]),
            label: name,
          })),
    earlier: earlier.map(one => ({
      icon: ICONS[one.status] ?? 'clock',
      href: `${QUEUE_PATH}/${one.id}`,
      name: one.name || 'Without a name',
      note: `${KIND_WORDS[one.kind].name}. ${fateOf(one, now)}`,
    })),
  }
}

const ICONS: Partial<Record<Status, string>> = {
  approved: 'check',
  rejected: 'x',
  asked: 'circle-question-mark',
  held: 'shield',
}

function fateOf({ status, confirmed_at, decided_at }: Item['earlier'][number], now: Date): string {
  if (decided_at === null || confirmed_at === null)
    return status === 'asked' ? 'Asked a question' : status === 'held' ? 'Held as spam' : 'Waits'
  const took = sayWait(Date.parse(decided_at) - Date.parse(confirmed_at))
  return `${saySince(decided_at, now)}, ${status} in ${took}`
}

function listingOf({ proposal, live, keepers, revision }: Item, now: Date) {
  if (!live || proposal.initiative_id === null) return null
  const today = localTime(now)
  return {
    level: lightLevel(live.fields, today.date),
    confirmed: sayConfirmed(live.fields, today.date),
    keepers: keepers.length === 0 ? 'Nobody keeps it' : count(keepers.length, 'keeper'),
    href: `/admin/initiatives/${proposal.initiative_id}`,
    revisions: {
      href: `/admin/initiatives/${proposal.initiative_id}/revisions`,
      label: count(revision?.number ?? 0, 'revision'),
    },
  }
}

const HOMES = {
  yes: 'The sender says that it is somebody’s home.',
  no: 'The sender says that it is nobody’s home.',
  '': 'The sender did not say whether it is somebody’s home.',
}

function placeOf({ whole, placing, area, said }: Item) {
  if (!whole || !placing) return null
  if (whole.where_kind === 'online') return { text: 'Online, nowhere in particular.', notes: [] }
  if (whole.where_kind === 'area') return { text: 'All over the areas it serves.', notes: [] }
  const { venue, street, postcode, precision } = whole
  const at = joinWords([venue, street, postcode, area].filter(Boolean), 'in')
  const shown =
    precision === 'exact'
      ? 'Everybody sees exactly this.'
      : 'Only editors see this. Everybody else sees a circle.'
  return { text: `${at}.`, notes: [...(said ? [HOMES[said.is_home]] : []), shown] }
}
