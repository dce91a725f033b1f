// Listings that may be what somebody is about to send, with enough of each to tell.
import { sayWhere } from '../initiatives/card.view.ts'
import type { Photo } from '../initiatives/fields.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import { thumbOf } from '../initiatives/photo.rules.ts'
import type { Other } from './fields.ts'

export interface Likely extends Other {
  /** Its first photo. */
  photo: Photo | undefined
}

export function likelyPage(likely: readonly Likely[]) {
  const isOne = likely.length === 1
  return {
    back: { href: '/submit/photos', label: 'Back' },
    title: isOne ? 'Is this yours?' : 'Is one of these yours?',
    lead: `${isOne ? 'There is a listing' : 'There are listings'} with a name like yours. If it is the same, keep that one: what it has already is not lost.`,
    listings: likely.map(({ listed, metres, photo }) => ({
      href: `/initiatives/${listed.slug}`,
      name: listed.name,
      place: sayPlace({ listed, metres }),
      summary: listed.summary,
      photo: photo ? thumbOf(photo) : null,
      claim: `/initiatives/${listed.slug}/claim`,
    })),
  }
}

/** What kind of thing it is, where, and how far from the other, where that may be told. */
export function sayPlace({ listed, metres }: Other): string {
  return [listed.kind, placeOf(listed), sayDistance(listed, metres)].filter(Boolean).join(', ')
}

function placeOf(listed: Listed): string {
  return listed.shown_address || sayWhere(listed)
}

/** Of what is not shown exactly nobody is told how far it is. */
function sayDistance({ precision }: Listed, metres: number | null): string {
  if (metres === null || precision !== 'exact') return ''
  return metres < 50 ? 'at the same place' : `about ${Math.round(metres / 50) * 50} metres away`
}
