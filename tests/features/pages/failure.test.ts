import { describe, expect, it } from 'vitest'
import { textOf, textsIn } from '../../support/page.ts'
import { openSite } from '../../support/site.ts'

describe('somebody who lost their way', () => {
  it('is told so in plain words, and keeps the find box and the ways on', async () => {
    const { get } = await openSite({ cast: {} })
    const { text: html, headers } = await get('/nothing-here').expect(404)
    expect(textsIn(html, '<h1')).toEqual(['We could not find that page'])
    expect(html).toMatch(/<form class="find" action="\/near" method="get"/)
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
    for (const href of ['/', '/areas', '/categories']) expect(main).toContain(`href="${href}"`)
    expect(textOf(html)).not.toContain('reference')
    expect(headers['cache-control']).toContain('no-store')
  })
})

describe('when something breaks', () => {
  it('people get a reference and nothing of what happened, and the log gets both', async () => {
    const site = await openSite({ cast: {} })
    site.db.exec('drop table need')
    const { text: html } = await site.get('/').expect(500)
    expect(textsIn(html, '<h1')).toEqual(['Sorry, something went wrong'])
    const reference = /give them this reference: ([0-9a-f]{8})/.exec(textOf(html))?.[1]
    expect(reference).toBeDefined()
    expect(html).not.toMatch(/Sqlite|need|\.ts/)
    expect(JSON.stringify(site.logged)).toContain(reference)
  })
})
