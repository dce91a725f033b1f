// A queue that always hands out the item that should come first (a binary heap).
export interface Queue<T> {
  push(item: T): void
  /** What comes next, left where it is. */
  peek(): T | undefined
  pop(): T | undefined
}

/** Makes a queue of `items` (the array becomes the queue's own); cheaper than sorting when few are taken. */
export function makeQueue<T>(isBefore: (a: T, b: T) => boolean, items: T[] = []): Queue<T> {
  for (let at = (items.length >> 1) - 1; at >= 0; at--) sink(items, at, isBefore)
  return {
    push(item) {
      items.push(item)
      rise(items, items.length - 1, isBefore)
    },
    peek: () => items[0],
    pop() {
      const first = items[0]
      const last = items.pop()
      if (items.length > 0) {
        items[0] = last as T
        sink(items, 0, isBefore)
      }
      return first
    },
  }
}

function rise<T>(items: T[], from: number, isBefore: (a: T, b: T) => boolean): void {
  const item = items[from] as T
  let at = from
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isBefore(item, items[parent] as T)) break
    items[at] = items[parent] as T
    at = parent
  }
  items[at] = item
}

function sink<T>(items: T[], from: number, isBefore: (a: T, b: T) => boolean): void {
  const item = items[from] as T
  let at = from
  for (let child = 2 * at + 1; child < items.length; child = 2 * at + 1) {
    const right = child + 1
    if (right < items.length && isBefore(items[right] as T, items[child] as T)) child = right
    if (!isBefore(items[child] as T, item)) break
    items[at] = items[child] as T
    at = child
  }
  items[at] = item
}
