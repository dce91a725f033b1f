// The numbers by which addresses and forms name things.

/** The number that was written, 0 for what is none: nothing has so many digits that it could not be counted. */
export function numberOf(written: unknown): number {
  return typeof written === 'string' && /^\d{1,9}$/.test(written) ? Number(written) : 0
}
