// Words looked up by what somebody typed: a table knows what is written in it, and nothing that every object has.

/** So that `constructor` and `__proto__` are names like any other that is not there. */
export function tableOf<T>(words: Record<string, T>): Record<string, T> {
  return Object.assign(Object.create(null), words)
}
