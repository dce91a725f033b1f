// What need be known only once in a turn of the event loop, however many are answered in it.

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
