// What is worked out once for each of the few things that are asked about again and again.

/** The same work, remembered; of more than `most` things everything is forgotten, for they were not few. */
export function makeKnown<K, V>(most: number, work: (of: K) => V): (of: K) => V {
  const known = new Map<K, V>()
  return of => {
    const found = known.get(of)
    if (found !== undefined) return found
    const made = work(of)
    if (known.size === most) known.clear()
    known.set(of, made)
    return made
  }
}
