// What can be walked into soon: the next openings, day by day.
import { addDays, type LocalTime, weekday } from '../../platform/text/clock.ts'
import { dayName, monthName, sayTime } from '../../platform/text/words.ts'
import { sayWhere } from '../initiatives/card.view.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import { openingsOn, sayHours } from '../initiatives/sessions.rules.ts'
import { isUnsaid } from '../initiatives/turn-up.rules.ts'

/** A listing and a day on which it opens. */
export interface SoonSaid {
  listed: Listed
  date: string
}

/** Entries under their days, in the order given. */
export function agendaOf(soon: readonly SoonSaid[], now: LocalTime) {
  const days = Map.groupBy(soon, ({ date }) => date)
  return {
    heading: {
      id: 'soon',
      heading: 'Open soon',
      link: { href: '/initiatives?open=today', label: 'All open today' },
    },
    days: [...days].map(([date, entries]) => ({
      date,
      ...sayDay(date, now.date),
      entries: entries.map(({ listed }) => entryOf(listed, date, now)),
    })),
  }
}

function sayDay(date: string, today: string) {
  const [, month, day] = date.split('-').map(Number) as [number, number, number]
  const near = { [today]: 'Today', [addDays(today, 1)]: 'Tomorrow' }[date]
  return { weekday: near ?? dayName(weekday(date)), day: String(day), month: monthName(month) }
}

function entryOf(listed: Listed, date: string, now: LocalTime) {
  const [opening] = openingsOn(listed, date).filter(({ closes }) => date > now.date || closes > now.time)
  const isOpen = opening !== undefined && date === now.date && opening.opens <= now.time
  return {
    time: opening ? (isOpen ? 'now' : sayTime(opening.opens)) : '',
    hours: opening ? sayHours(opening.opens, opening.closes) : '',
    href: `/initiatives/${listed.slug}`,
    name: listed.name,
    where: `${listed.kind}, ${sayWhere(listed)}`,
    fact: turnUpOf(listed),
  }
}

function turnUpOf({ booking, referral, cost }: Listed) {
  const price = { '': '', free: 'free', donation: 'by donation', paid: 'paid' }[cost]
  const withPrice = (text: string) => [text, price].filter(Boolean).join(', ')
  if (booking === 'contact_first') return { icon: 'phone', text: withPrice('Contact first'), tone: 'plain' }
  if (isUnsaid({ booking, referral })) return { icon: 'phone', text: withPrice('Ask first'), tone: 'plain' }
  return { icon: 'door-open', text: withPrice('Drop in'), tone: 'yes' }
}
