// So many bytes of answers: the least lately asked for goes when there are more.
import type { Answer } from './answer.ts'

export interface Kept {
  answer: Answer
  /** The moment until which it is true, in milliseconds. */
  until: number
}

export type Shelf = ReturnType<typeof makeShelf>

/** Holds at most `most` bytes, and nothing that is a quarter of that by itself. */
export function makeShelf(most: number) {
  const kept = new Map<string, Kept>()
  let held = 0

  function take(address: string): Kept | undefined {
    const found = kept.get(address)
    if (!found) return undefined
    kept.delete(address)
    held -= weightOf(address, found)
    return found
  }

  return {
    take,
    put(address: string, one: Kept): void {
      const weight = weightOf(address, one)
      if (weight > most / 4) return
      take(address)
      kept.set(address, one)
      held += weight
      for (const [oldest] of kept) {
        if (held <= most) break
        take(oldest)
      }
    },
    clear(): void {
      kept.clear()
      held = 0
    },
    size: () => held,
  }
}

// Reckoned as the bytes and three compressed copies of them, each about a quarter, and the headers of each.
function weightOf(address: string, { answer }: Kept): number {
  return address.length * 2 + Math.ceil(answer.body.length * 1.75) + 2048
}
