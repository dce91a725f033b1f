// Presses of the same button that come at once: one after the other, so that the second finds what the first has done.

export type OneByOne = <T>(what: string, work: () => Promise<T>) => Promise<T>

/** Runs work about the same thing in the order it came; work about different things waits for nothing. */
export function makeOneByOne(): OneByOne {
  const last = new Map<string, Promise<unknown>>()
  return (what, work) => {
    const mine = (last.get(what) ?? Promise.resolve()).then(work, work)
    last.set(what, mine)
    const leave = () => {
      if (last.get(what) === mine) last.delete(what)
    }
    mine.then(leave, leave)
    return mine
  }
}
