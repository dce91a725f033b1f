// The page of what somebody keeps: each listing, how it is, and what can be done with one press.
import { addDays, daysBetween, type LocalTime } from '../../platform/text/clock.ts'
import { tableOf } from '../../platform/text/table.ts'
import { capitalise, count, sayAgo, sayDate } from '../../platform/text/words.ts'
import { isPaused, lightLevel, sayLight } from '../initiatives/brightness.rules.ts'
import { notice } from '../people/boxes.view.ts'
import type { Kept } from './fields.ts'

export function keepPage(
  listings: readonly Kept[],
  done: string,
  now: LocalTime,
  wrong = { uuid: '', message: '' },
) {
  return {
    title: 'Your listings',
    lead: listings.length > 0 ? 'Keep them right, and their light stays bright.' : '',
    notice: DONE[done] ? notice('done', 'check', DONE[done]) : null,
    errors: wrong.uuid ? [{ href: `#until-${wrong.uuid}`, text: wrong.message }] : [],
    listings: listings.map(one => listingOf(one, now, wrong.uuid === one.uuid ? wrong.message : '')),
  }
}

const DONE = tableOf<string>({
  correct: 'Thank you. Its light is bright again.',
  paused: 'It rests, and says so on its page.',
  ended: 'It has ended: its page stays, its light is out. If that was a slip, bring it back below.',
  back: 'It is back, and its light is bright.',
  asked: 'We wrote to them. They have three days to say yes.',
  kept: 'You keep it now.',
  later: 'Others keep it too: they have been told, and have three days to object. You keep it after that.',
  changed: 'Your changes are live.',
  sent: 'Thank you. An editor looks at your changes, and we tell you by mail.',
  same: 'Nothing was different, so nothing was changed.',
})

function listingOf(one: Kept, now: LocalTime, problem: string) {
  const path = (noun: string) => `/keep/${one.uuid}/${noun}`
  const level = lightLevel(one, now.date)
  const isEnded = one.status === 'ended'
  const rests = isPaused(one, now.date)
  return {
    uuid: one.uuid,
    name: one.name,
    href: `/initiatives/${one.slug}`,
    light: { level, strong: `${sayLight(level)}.`, words: stateOf(one, rests, now) },
    notes: notesOf(one),
    edit: `/initiatives/${one.slug}/edit`,
    presses: [
      ...(isEnded || rests ? [] : [{ action: path('confirmation'), button: 'All correct', main: true }]),
      ...(isEnded || rests
        ? [{ action: path('return'), button: isEnded ? 'Bring it back' : 'It is back now', main: true }]
        : []),
    ],
    pause: isEnded
      ? null
      : { action: path('pause'), field: untilField(one, now, problem), is_open: problem !== '' },
    end: isEnded ? '' : path('ending'),
    more: isEnded ? 'Photos, and who keeps it' : 'Pause, finish or hand over',
    links: [
      { href: `/initiatives/${one.slug}/edit/photos`, label: 'Photos' },
      { href: path('handover'), label: 'Hand it over' },
      { href: path('keepers'), label: 'Add a keeper' },
      { href: `/initiatives/${one.slug}/report?reason=duplicate`, label: 'It is listed twice' },
    ],
  }
}

function untilField({ uuid, paused_until }: Kept, now: LocalTime, error: string) {
  return {
    ...{
      control: 'date',
      id: `until-${uuid}`,
      name: 'until',
      label: 'Pause until',
      hint: 'The day it comes back.',
    },
    ...{ error, optional: false, value: paused_until ?? '', attributes: { min: addDays(now.date, 1) } },
  }
}

function stateOf(one: Kept, rests: boolean, now: LocalTime): string {
  if (one.status === 'ended') return 'It has ended.'
  if (rests && one.paused_until) return `It rests until ${sayDate(one.paused_until)}.`
  return `Last confirmed ${sayAgo(daysBetween(one.confirmed_on, now.date))}.`
}

function notesOf({ keepers, waiting, handovers }: Kept): string[] {
  return [
    keepers > 1 && `${count(keepers, 'person keeps', 'people keep')} it.`,
    waiting > 0 && `${capitalise(count(waiting, 'change waits', 'changes wait'))} for an editor.`,
    handovers > 0 && 'A change of keeper waits for three days.',
  ].filter(note => note !== false)
}
