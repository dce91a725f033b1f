// Whether there is time for one more page: how long those before it in the same turn have taken.
import { onceATurn } from './turn.ts'

export interface Load {
  /**
   * Whether whoever asks now has waited too long already for a page to be worth making. A plain page is given more time:
   * once made it is in memory for everybody, so that nobody can have it refused by asking for dear ones again and again.
   */
  isLate(isPlain: boolean): boolean
}

const MOST_MS = 1000
const LONGER_FOR_PLAIN = 5

/** Node looks at every waiting connection once a turn; the first in a turn always gets its page. */
export function makeLoad(most = MOST_MS): Load {
  const began = onceATurn(() => performance.now())
  const lateness = () => {
    const since = began()
    return performance.now() - since
  }
  return { isLate: isPlain => lateness() > (isPlain ? most * LONGER_FOR_PLAIN : most) }
}
