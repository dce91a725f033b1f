// Taking an address out of what was written: out of text, out of fields, and finding the addresses that are in it (pure).
import { createHmac } from 'node:crypto'
import { escapeHtml } from '../../platform/web/render.ts'

/** What stands where an address stood. */
const REMOVED = 'removed'
const ADDRESS =
  /[a-z\d.!#$%&'*+/=?^_`{|}~-]+@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+/gi

/** The same text without an address, however it was written, in HTML too. */
export function withoutAddress(text: string, email: string): string {
  const ways = [email, escapeHtml(email)].map(way => way.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  return text.replace(new RegExp(ways.join('|'), 'gi'), REMOVED)
}

/** The same fields without the photos of these names, and so without what was said of them. */
export function withoutPhotos<T extends { photos?: readonly { uuid: string }[] }>(
  fields: T,
  uuids: ReadonlySet<string>,
): T {
  if (!fields.photos) return fields
  return { ...fields, photos: fields.photos.filter(({ uuid }) => !uuids.has(uuid)) }
}

/** The same value without an address: one that is nothing else is gone, in a list or by itself. */
export function redact<T>(value: T, email: string): T {
  return redactValue(value, email) as T
}

/** Every address in a text, in lower case. */
export function addressesIn(text: string): string[] {
  return (text.match(ADDRESS) ?? []).map(address => address.toLowerCase())
}

/** What is kept of an address that we were asked to forget: nothing without the key. */
export function hashAddress(email: string, key: Buffer): string {
  return createHmac('sha256', key).update(email.toLowerCase()).digest('base64url')
}

function redactValue(value: unknown, email: string): unknown {
  if (typeof value === 'string') return value.toLowerCase() === email ? '' : withoutAddress(value, email)
  if (Array.isArray(value))
    return value
      .filter(one => typeof one !== 'string' || one.toLowerCase() !== email)
      .map(one => redactValue(one, email))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactValue(one, email)]))
}
