// Which addresses mean the same page whatever is written behind their question mark.

// Whoever makes a page that reads its query leaves it out of here; then each of its addresses is a page of its own.
const PLAIN =
  /^\/(?:|about|privacy|accessibility|open-data|areas|categories|robots\.txt|sitemap[\w-]*\.xml|(?:initiatives|categories)\/[^/]+|areas\/[^/]+(?:\/[^/]+)?)$/

/** Whether the page at a path reads nothing of its query: it is kept once, and not for every query anybody thinks of. */
export function isPlain(path: string): boolean {
  return PLAIN.test(path)
}
