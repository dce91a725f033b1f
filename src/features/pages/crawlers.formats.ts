// What programs read of the site itself: robots.txt, sitemaps, security.txt.
import { escapeHtml } from '../../platform/web/render.ts'

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** Everything is open but the step that only asks which place was meant, and what is for people who sign in. */
export function toRobots(baseUrl: string): string {
  const closed = ['/near', '/sign-in', '/account', '/admin'].map(path => `Disallow: ${path}\n`).join('')
  return `User-agent: *\n${closed}\nSitemap: ${baseUrl}/sitemap.xml\n`
}

/** The sitemap of sitemaps. */
export function toSitemapIndex(baseUrl: string, paths: readonly string[]): string {
  const entries = paths.map(path => `<sitemap><loc>${escapeHtml(baseUrl + path)}</loc></sitemap>`)
  return document('sitemapindex', entries)
}

/** One sitemap; an entry's date is when it last changed, where that is known. */
export function toSitemap(baseUrl: string, pages: readonly { path: string; updated_at?: string }[]): string {
  const entries = pages.map(({ path, updated_at }) => {
    const changed = updated_at ? `<lastmod>${escapeHtml(updated_at)}</lastmod>` : ''
    return `<url><loc>${escapeHtml(encodeURI(baseUrl + path))}</loc>${changed}</url>`
  })
  return document('urlset', entries)
}

/** Whom to tell of a hole in the site, as RFC 9116 has it. */
export function toSecurity(baseUrl: string, mail: string, expires: string): string {
  return [
    `Contact: ${mail ? `mailto:${mail}` : `${baseUrl}/about#tell-us`}`,
    `Expires: ${expires}T00:00:00.000Z`,
    'Preferred-Languages: en',
    `Canonical: ${baseUrl}/.well-known/security.txt`,
    '',
  ].join('\n')
}

function document(root: string, entries: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${SITEMAPS}">\n${entries.join('\n')}\n</${root}>\n`
}
