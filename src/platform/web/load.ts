// Whether there is time for one more page: how long those before it in the same turn have taken.
export interface Load {
  /** Whether whoever asks now has waited too long already for a page to be worth making. */
  isLate(): boolean
}

const MOST_MS = 1000

/** Node looks at every waiting connection once a turn; the first in a turn always gets its page. */
export function makeLoad(most = MOST_MS): Load {
  let began: number | undefined
  return {
    isLate() {
      if (began !== undefined) return performance.now() - began > most
      began = performance.now()
      setImmediate(() => {
        began = undefined
      })
      return false
    },
  }
}
