// The headers every answer carries: nothing from elsewhere, nothing framed, nothing sniffed.

import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** What is let in at some addresses and nowhere else, by path. */
export interface Exceptions {
  /** Pages that any site may show in a frame. */
  framed?: readonly string[]
  /** Pages with pictures from one other server. */
  pictures?: { paths: readonly string[]; from: string | undefined }
}

interface Leave {
  pictures?: string | undefined
  isFramed: boolean
}

/** Content-Security-Policy and its kin; transport security only where the site is served over https. */
export function securityHeaders(baseUrl: string, { framed = [], pictures }: Exceptions = {}): RequestHandler {
  const secure = baseUrl.startsWith('https://')
  const usual = headers(secure, { isFramed: false })
  const unusual = new Map(
    [...new Set([...framed, ...(pictures?.paths ?? [])])].map(path => {
      const from = pictures?.paths.includes(path) ? pictures.from : undefined
      return [path, headers(secure, { pictures: from, isFramed: framed.includes(path) })]
    }),
  )
  return (req, res, next) => {
    // What stands before the pages has only the address as it came.
    const [path = ''] = req.url.split('?', 1)
    return (unusual.get(path) ?? usual)(req, res, next)
  }
}

function headers(secure: boolean, { pictures, isFramed }: Leave): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: pictures ? ["'self'", pictures] : ["'self'"],
        connectSrc: ["'self'"],
        formAction: [isFramed ? "'none'" : "'self'"],
        baseUri: ["'none'"],
        frameAncestors: [isFramed ? '*' : "'none'"],
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
    // Framed pages are told apart by the policy alone: the older header knows no “everybody”.
    frameguard: isFramed ? false : { action: 'deny' },
    crossOriginResourcePolicy: { policy: isFramed ? 'cross-origin' : 'same-origin' },
  })
}
