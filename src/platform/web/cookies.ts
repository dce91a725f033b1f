// The only cookies there are: who is signed in, and which browser asked for a link. Nobody else's, and no script's.
import type { Request, Response } from 'express'

export interface Cookie {
  /** As browsers know it. */
  name: string
  /** What the browser brought; undefined when it brought none, or something that was never given out. */
  read(req: Pick<Request, 'headers'>): string | undefined
  set(res: Response, value: string, seconds: number): void
  clear(res: Response): void
}

/** 256 bits as they are written in an address or a cookie. */
export const SECRET = /^[\w-]{43}$/

/** A cookie by its plain name. Over https it is `__Host-…`, which no neighbouring host or path can plant. */
export function makeCookie(name: string, baseUrl: string): Cookie {
  const isSecure = baseUrl.startsWith('https://')
  const full = isSecure ? `__Host-${name}` : name
  const rules = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  const add = (res: Response, value: string, seconds: number) =>
    res.append('Set-Cookie', `${full}=${value}; Max-Age=${seconds}; ${rules}`)
  return {
    name: full,
    read({ headers }) {
      const pairs = (headers.cookie ?? '').split(';').map(pair => pair.trim())
      const value = pairs.find(pair => pair.startsWith(`${full}=`))?.slice(full.length + 1)
      return value !== undefined && SECRET.test(value) ? value : undefined
    },
    set: add,
    clear: res => add(res, '', 0),
  }
}
