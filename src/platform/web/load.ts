// Whether there is time for one more page: how long those before it in the same turn have taken.
import { onceATurn } from './turn.ts'

export interface Load {
  /** Whether whoever asks now has waited too long already for a page to be worth making. */
  isLate(): boolean
}

const MOST_MS = 1000

/** Node looks at every waiting connection once a turn; the first in a turn always gets its page. */
export function makeLoad(most = MOST_MS): Load {
  const began = onceATurn(() => performance.now())
  const lateness = () => {
    const since = began()
    return performance.now() - since
  }
  return { isLate: () => lateness() > most }
}
