// The headers every answer carries: nothing from elsewhere, nothing framed, nothing sniffed.

import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Content-Security-Policy and its kin; transport security only where the site is served over https. */
export function securityHeaders(baseUrl: string): RequestHandler {
  const secure = baseUrl.startsWith('https://')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })
}
