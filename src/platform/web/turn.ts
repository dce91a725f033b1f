// What need be known only once in a turn of the event loop, however many are answered in it; and what is good for one turn.

/** The same answer for all that happens in one turn: whoever asks because of it asks in a later one. */
export function onceATurn<T>(read: () => T): () => T {
  let held: { value: T } | undefined
  const letGo = () => {
    held = undefined
  }
  return () => {
    if (!held) {
      held = { value: read() }
      setImmediate(letGo)
    }
    return held.value
  }
}

/** Holds what is handed to whoever goes on in this very turn; in the next it is not there any more. */
export function makeHanding<T>(): { hand(key: string, value: T): void; handed(key: string): T | undefined } {
  const held = new Map<string, T>()
  return {
    hand(key, value) {
      held.set(key, value)
      setImmediate(() => held.delete(key))
    },
    handed: key => held.get(key),
  }
}
