// Tokens and codes: made at random, kept only as hashes, compared without telling how near a guess was.
import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'

// Without letters and digits that look or sound like others, and without vowels, so that no word comes out.
const ALPHABET = 'BCDFGHJKMNPQRSTVWXZ2346789'
const COST = { N: 16_384, r: 8, p: 1 }

/** 256 bits, fit for an address or a cookie. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token: 256 bits need no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** A code that a person can type: eight characters unless told otherwise. */
export function makeCode(length = 8): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** A code as it was meant, however it was typed. */
export function readCode(typed: string): string {
  return typed
    .slice(0, 100)
    .toUpperCase()
    .replace(/[^A-Z\d]/g, '')
}

/** A code as it is written for people: in groups of four. */
export function sayCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-')
}

export function makeSalt(): Buffer {
  return randomBytes(16)
}

/** What is kept of a code: slow to make, for a code is short. */
export function hashCode(code: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(code, salt, 32, COST, (error, hash) => (error ? reject(error) : resolve(hash))),
  )
}

export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
