// What browsers say of where a request comes from, and whether such a request may change anything.

export const OURS = 'https://lights.example'
const site = 'Sec-Fetch-Site'
const cookie = { Cookie: '__Host-session=x' }

/** What a browser says of where a request comes from, and whether it may change anything. */
export const TRUTH: [says: Record<string, string>, passes: boolean][] = [
  [{ [site]: 'same-origin', Origin: OURS, ...cookie }, true],
  [{ [site]: 'same-origin', Origin: 'null', ...cookie }, true],
  [{ [site]: 'none', ...cookie }, true],
  [{ [site]: 'same-site', Origin: 'https://other.lights.example', ...cookie }, false],
  [{ [site]: 'cross-site', Origin: 'https://evil.example', ...cookie }, false],
  [{ [site]: 'cross-site', Origin: OURS }, false],
  [{ [site]: 'anything', ...cookie }, false],
  [{ Origin: OURS, ...cookie }, true],
  [{ Origin: 'https://evil.example', ...cookie }, false],
  [{ Origin: 'http://lights.example', ...cookie }, false],
  [{ Origin: 'https://lights.example.evil.example' }, false],
  [{ Origin: 'null', ...cookie }, false],
  [cookie, false],
  [{}, true],
]
