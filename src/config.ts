// The only reader of process.env: every setting, its default, and what production refuses.
import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a web address such as https://example.org' })

const tileAddress = z.string().refine(isTileAddress, {
  error:
    'must be an https address with {z}, {x} and {y} in it, such as https://tiles.example.org/{z}/{x}/{y}.png',
})

const mailServer = z.string().refine(isMailServer, {
  error: 'must be the address of a mail server such as smtps://name:password@mail.example.org:465',
})

export const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine(port => port <= 65535, 'must be a port number')
    .default(3000)
    .describe('The port to listen on.'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('The address to listen on; 0.0.0.0 lets other machines reach it without a proxy.'),
  BASE_URL: httpUrl
    .transform(url => url.replace(/\/+$/, ''))
    .optional()
    .describe('The public address of the site; every absolute link starts with it.'),
  DATA_DIR: z.string().min(1).default('var').describe('The folder that holds the database.'),
  SITE_NAME: z.string().min(1).max(60).default('Points of Light').describe('The name in the masthead.'),
  MAIL_FROM: z
    .email({ error: 'must be an e-mail address' })
    .optional()
    .describe(
      'The address that mail comes from and people can write to, shown on the site’s own pages and in security.txt.',
    ),
  MAP_TILES: tileAddress
    .optional()
    .describe(
      'Pictures of streets for the moving map, from another server: https, with {z}, {x} and {y}. A file streets.pmtiles in DATA_DIR goes before it, and asks nobody else.',
    ),
  MAP_TILES_CREDIT: z
    .string()
    .max(200)
    .default('')
    .describe('Whose streets those are, as they want it said; needed with MAP_TILES.'),
  MAIL_URL: mailServer
    .optional()
    .describe(
      'The mail server: smtps:// for TLS at once, smtp:// for TLS where it is offered, or needed when there is a password. Without it mail waits, and admins read it at /admin/mail.',
    ),
  SECRETS_KEY: z
    .string()
    .regex(/^[A-Za-z\d+/]{43}=$/, 'must be 32 bytes in base64, as “openssl rand -base64 32” makes them')
    .optional()
    .describe(
      'The key that seals what the codes of second factors are reckoned from. Without it one is made at the first start, in the file secrets.key in DATA_DIR.',
    ),
  TRUST_PROXY: z
    .string()
    .regex(
      /^(?:loopback|[\d.:a-f/]+)(?:\s*,\s*(?:loopback|[\d.:a-f/]+))*$|^$/i,
      'must be addresses, or “loopback”',
    )
    .default('')
    .describe(
      'Addresses of the proxies in front, such as “loopback”; empty for none. Whoever comes through one that is not named here counts as one and the same person.',
    ),
  WORKERS: z
    .string()
    .regex(/^[1-9]\d?$/, 'must be a number from 1 to 99')
    .transform(Number)
    .default(1)
    .describe('How many processes answer behind one port; one a core is the most that helps.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info')
    .describe('How much is logged.'),
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
    .default('development')
    .describe('“production” refuses what is only safe at home.'),
})

export type Config = Omit<z.output<typeof settings>, 'BASE_URL'> & { BASE_URL: string }

/** Raised when a setting is wrong; the message is one sentence a setting. */
export class ConfigError extends Error {}

/** Reads settings from an environment; `DATA_DIR` comes back absolute. Throws ConfigError. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = settings.safeParse(given)
  if (!read.success) {
    throw new ConfigError(
      read.error.issues.map(issue => `The setting ${issue.path.join('.')} ${issue.message}.`).join('\n'),
    )
  }
  const config = read.data
  if (config.NODE_ENV === 'production' && !config.BASE_URL?.startsWith('https://')) {
    throw new ConfigError('In production the setting BASE_URL must be the site’s https address.')
  }
  if (config.NODE_ENV === 'production' && config.MAIL_URL && !config.MAIL_FROM) {
    throw new ConfigError('In production MAIL_URL needs MAIL_FROM, the address that mail comes from.')
  }
  if (config.MAP_TILES && !config.MAP_TILES_CREDIT.trim()) {
    throw new ConfigError('With MAP_TILES the setting MAP_TILES_CREDIT must say whose streets they are.')
  }
  return {
    ...config,
    BASE_URL: config.BASE_URL ?? `http://localhost:${config.PORT}`,
    DATA_DIR: isAbsolute(config.DATA_DIR) ? config.DATA_DIR : resolve(config.DATA_DIR),
  }
}

// The name of the server becomes part of a header, so that it is held to letters, digits, dots and hyphens.
function isTileAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, hostname } = new URL(text)
  const [, rest = ''] = /^https:\/\/[^/?#]+(\/[^#]*)$/.exec(text) ?? []
  const marks = (rest.match(/\{[^}]*\}/g) ?? []).toSorted().join('')
  return (
    protocol === 'https:' &&
    username + password === '' &&
    /^[a-z\d-]+(?:\.[a-z\d-]+)*$/.test(hostname) &&
    !/[\s"'<>\\]/.test(text) &&
    marks === '{x}{y}{z}'
  )
}

// Its words are never repeated: there may be a password in them.
function isMailServer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text)
  const isPlain = /^\/?$/.test(pathname) && search + hash === '' && hostname !== ''
  return isPlain && /^smtps?:$/.test(protocol) && isDecodable(username + password)
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== undefined
  } catch {
    return false
  }
}
