// Photos sent from a page of the site, as a browser sends them.
import supertest from 'supertest'
import type { Site } from './site.ts'

export interface Sending {
  /** What the file says of itself, which is worth nothing. */
  filename?: string
  type?: string
  alt?: string
}

/** Sends a file to a page of photos with the cookies of whoever sends it. */
export function sendPhoto(
  site: Site,
  cookie: string,
  path: string,
  file: Buffer | undefined,
  { filename = 'photo.jpg', type = 'image/jpeg', alt = 'Four people mend a bicycle.' }: Sending = {},
): supertest.Test {
  const request = supertest(site.app)
    .post(path)
    .set({ 'Sec-Fetch-Site': 'same-origin', ...(cookie && { Cookie: cookie }) })
  // Boxes come in the order of the page: the file first, then the words.
  if (file) request.attach('photo', file, { filename, contentType: type })
  else request.attach('photo', Buffer.alloc(0), { filename: '', contentType: 'application/octet-stream' })
  return request.field('alt', alt)
}

/** The photos a page shows, by what they are called. */
export function photosIn(html: string): string[] {
  return [...html.matchAll(/src="\/photos\/([\da-f-]{36})\/480\.webp"/g)].map(found => found[1] as string)
}

/** Asks for a photo as it comes over the wire. */
export function getPhoto(site: Site, uuid: string, cookie = '', size = 1200): supertest.Test {
  return supertest(site.app)
    .get(`/photos/${uuid}/${size}.webp`)
    .set(cookie ? { Cookie: cookie } : {})
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', part => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })
}
