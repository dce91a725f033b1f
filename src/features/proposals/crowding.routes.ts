// How many projects may be begun and sent in an hour: by one place, by all together, and by whoever asked for little when others used that up.
import type { Request, Response } from 'express'
import { type Limit, type Limits, takeShare, whereFrom } from '../../platform/web/limits.ts'
import type { SignedIn } from '../people/fields.ts'

const HOUR = 60 * 60
const BEGUN_FROM_ONE_PLACE: Limit = { name: 'draft-place', times: 30, seconds: HOUR }
// Each is kept for a week, with all that was typed.
const BEGUN_FROM_ONE_PLACE_A_DAY: Limit = { name: 'draft-place-day', times: 90, seconds: 24 * HOUR }
const SENT_FROM_ONE_PLACE: Limit = { name: 'submission-place', times: 10, seconds: HOUR }

/** `own` is for each place, however many others there are; `most` is what the box bears. */
export const BEGUN = {
  all: { name: 'draft-all', times: 500, seconds: HOUR },
  own: { name: 'draft-own', times: 2, seconds: HOUR },
  most: { name: 'draft-most', times: 5000, seconds: HOUR },
}
export const SENT_IN_ALL = {
  all: { name: 'submission-all', times: 200, seconds: HOUR },
  own: { name: 'submission-own', times: 2, seconds: HOUR },
  most: { name: 'submission-most', times: 2000, seconds: HOUR },
}

export type Crowding = ReturnType<typeof makeCrowding>

/** Whoever is signed in has confirmed their address, and is counted by their place alone. */
export function makeCrowding(limits: Limits) {
  const isKnown = (res: Response) => (res.locals.person as SignedIn | undefined) !== undefined
  return {
    async mayBegin(req: Request, res: Response): Promise<boolean> {
      const place = whereFrom(req)
      const isFew =
        (await limits.take(BEGUN_FROM_ONE_PLACE, place)) &&
        (await limits.take(BEGUN_FROM_ONE_PLACE_A_DAY, place))
      return isFew && (isKnown(res) || (await takeShare(limits, BEGUN, place)))
    },
    async maySend(req: Request, res: Response): Promise<boolean> {
      const place = whereFrom(req)
      if (!(await limits.take(SENT_FROM_ONE_PLACE, place))) return false
      return isKnown(res) || (await takeShare(limits, SENT_IN_ALL, place))
    },
  }
}
