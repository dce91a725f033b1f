// Seals what nobody who finds a copy of the database may read, with a key that lies outside it.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseUnusable, type Db } from './open.ts'

export const KEY_FILE = 'secrets.key'

export interface Seal {
  /** Sealed for one owner; it cannot be opened as another's. */
  close(plain: string, owner: string): string
  /** What was sealed for an owner; undefined where it was sealed with another key, or for somebody else. */
  open(sealed: string, owner: string): string | undefined
}

/** What every sealed text begins with. */
export const SEALED = 'sealed:'

const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

/** A seal by the key that was given, or else the one beside the database, which is made where there is none. */
export function makeSeal(main: Pick<Db, 'memory' | 'name'>, given?: string): Seal {
  const key = given === undefined ? keyBeside(main) : Buffer.from(given, 'base64')
  return {
    close(plain, owner) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner))
      const hidden = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return SEALED + Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url')
    },
    open(sealed, owner) {
      if (!sealed.startsWith(SEALED)) return undefined
      const bytes = Buffer.from(sealed.slice(SEALED.length), 'base64url')
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
      if (tag.length < TAG_BYTES) return undefined
      const iv = bytes.subarray(0, IV_BYTES)
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(owner)).setAuthTag(tag)
      try {
        return (
          decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        )
      } catch {
        return undefined
      }
    },
  }
}

function keyBeside({ memory, name }: Pick<Db, 'memory' | 'name'>): Buffer {
  if (memory) return randomBytes(KEY_BYTES)
  const path = join(dirname(name), KEY_FILE)
  if (!existsSync(path)) makeKey(path)
  const text = readFileSync(path, 'utf8').trim()
  if (!/^[A-Za-z\d+/]{43}=$/.test(text))
    throw new DatabaseUnusable(`${path} does not hold a key: put back the one that was there.`)
  // Whoever copied it here may have left it open to others.
  chmodSync(path, 0o600)
  return Buffer.from(text, 'base64')
}

/** Whole or not at all, and never over another: several processes may start at once. */
function makeKey(path: string): void {
  const arriving = `${path}.${process.pid}`
  writeFileSync(arriving, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(arriving, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(arriving, { force: true })
  }
}
