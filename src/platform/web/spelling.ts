// One address for each page: capitals, and a slash at the end, lead to the address without them.
import type { RequestHandler } from 'express'

// Nothing of ours that is a word is longer, and no key in a link is shorter: keys keep their capitals.
const LONGEST_WORD = 36

export const oneSpelling: RequestHandler = (req, res, next) => {
  const { method, url } = req
  const [path = ''] = url.split('?', 1)
  const spelt = spellingOf(path)
  // Of two slashes at the beginning a browser makes the name of another server.
  const isOurs = /^\/[^/\\]/.test(spelt)
  if (spelt === path || !isOurs || (method !== 'GET' && method !== 'HEAD')) return next()
  res.redirect(301, spelt + url.slice(path.length))
}

function spellingOf(path: string): string {
  const words = path.replace(/\/+$/, '').split('/')
  return words.map(word => (word.length > LONGEST_WORD ? word : lowered(word))).join('/')
}

/** In small letters, but for what stands for another sign, such as %2F. */
function lowered(word: string): string {
  return word.replace(/%[\da-f]{2}|[A-Z]/gi, sign => (sign.startsWith('%') ? sign : sign.toLowerCase()))
}
