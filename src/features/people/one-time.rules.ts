// Codes of an app that shows a new one every half minute, and the picture such an app reads its secret from.
import { generateSecret, generateURI, verifySync } from 'otplib'
import { encode } from 'uqr'

/** One half minute before and after, for clocks that are a little off. */
const TOLERANCE = 30

export const makeAppSecret = (): string => generateSecret()

/** The half minute for which a code is right, if it is and no later one was taken; undefined otherwise. */
export function stepOf(secret: string, typed: string, now: Date, lastStep: number): number | undefined {
  const token = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const epoch = Math.floor(now.getTime() / 1000)
  // Only what is later than the last one may be taken again.
  const afterTimeStep = Math.min(lastStep, Math.floor(epoch / 30) + 1)
  const result = verifySync({ secret, token, epoch, epochTolerance: TOLERANCE, afterTimeStep })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}

export interface Picture {
  /** How many squares wide and high. */
  size: number
  /** The dark squares as one path. */
  path: string
}

/** What an app reads with its camera. */
export function pictureOf(siteName: string, email: string, secret: string): Picture {
  const { data, size } = encode(generateURI({ issuer: siteName, label: email, secret }), { border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: squares.join('') }
}

/** A secret as it is typed by hand: in groups of four. */
export function saySecret(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}
