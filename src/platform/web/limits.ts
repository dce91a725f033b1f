// How often anybody may do what costs others something; counted in a file of its own, by keys that say nothing.
import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { dirname, join } from 'node:path'
import type { Request } from 'express'
import { RateLimiterRes, RateLimiterSQLite } from 'rate-limiter-flexible'
import { openCounts, secretOf } from '../database/counts.ts'
import type { Db } from '../database/open.ts'

export interface Limit {
  /** What is counted, such as `sign-in by address`. */
  name: string
  times: number
  seconds: number
}

export interface Limits {
  /** Counts one more; false when that is too many. */
  take(limit: Limit, who: string): Promise<boolean>
  /** Forgets what was counted, after what was tried went well. */
  forgive(limit: Limit, who: string): Promise<void>
  /** What only this site can make of a text: its mark on what a form carries there and back. */
  sign(text: string): string
}

/** Limits beside a database: in `limits.db` in its folder, or in memory like itself. */
export function makeLimits(main: Pick<Db, 'memory' | 'name'>): Limits {
  const db = openCounts(main.memory ? ':memory:' : join(dirname(main.name), 'limits.db'))
  const secret = secretOf(db)
  const known = new Map<string, Promise<RateLimiterSQLite>>()
  const limiterOf = (limit: Limit) => {
    const limiter = known.get(limit.name) ?? makeLimiter(db, limit)
    known.set(limit.name, limiter)
    return limiter
  }
  const keyOf = (who: string) => createHmac('sha256', secret).update(who).digest('base64url')

  return {
    async take(limit, who) {
      try {
        await (await limiterOf(limit)).consume(keyOf(who))
        return true
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return false
        throw refused
      }
    },
    async forgive(limit, who) {
      await (await limiterOf(limit)).delete(keyOf(who))
    },
    // Told apart from the keys of those who are counted.
    sign: text => keyOf(`signed: ${text}`),
  }
}

/** What all may do together, what each may all the same once others used that up, and what is too much whoever asks. */
export interface Shared {
  all: Limit
  own: Limit
  most: Limit
}

/** Counts one more of what is shared; whoever asked for little gets through, however much others asked for. */
export async function takeShare(limits: Pick<Limits, 'take'>, { all, own, most }: Shared, who: string) {
  const isLittle = await limits.take(own, who)
  if (await limits.take(all, 'all')) return true
  return isLittle && limits.take(most, 'all')
}

/** Whom to count for where a request comes from: an address, or the network of a household that has billions of them. */
export function whereFrom({ ip = '' }: Pick<Request, 'ip'>): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const missing = tail === undefined ? 0 : 8 - groups.length - rest.length
  return [...groups, ...Array<string>(missing).fill('0'), ...rest]
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')
}

function makeLimiter(db: Db, { name, times, seconds }: Limit): Promise<RateLimiterSQLite> {
  return new Promise((resolve, reject) => {
    const limiter: RateLimiterSQLite = new RateLimiterSQLite(
      {
        ...{ storeClient: db, storeType: 'better-sqlite3', tableName: 'counts', clearExpiredByTimeout: true },
        ...{ keyPrefix: name, points: times, duration: seconds },
      },
      (error?: Error) => (error ? reject(error) : resolve(limiter)),
    )
  })
}
