import { describe, expect, it } from 'vitest'
import { textOf } from '../../support/page.ts'
import { signedIn } from '../../support/people.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const PAT = 'pat@reader.example'
const { uniformBank } = town.cast

describe('the page of what somebody sent', () => {
  it.each([
    [
      'report',
      'Your report about Old Town Uniform Bank',
      'what is dangerous first',
      'It has closed or moved away',
    ],
    ['edit', 'Your change to Old Town Uniform Bank', 'holds it against what the listing says', 'Bring a bag'],
    ['claim', 'Keeping Old Town Uniform Bank', 'can object for three days', 'I found the key.'],
    ['new', 'Tideway Tools', 'checks it against what is listed already', 'Tideway Tools'],
  ] as const)('calls a %s what it is', async (kind, title, next, said) => {
    const site = await openSite({ cast: { uniformBank } })
    const pat = signedIn(site, { role: 'organiser', email: PAT })
    const asked = { edit: { bring: 'Bring a bag' }, new: { name: 'Tideway Tools' }, report: {}, claim: {} }[
      kind
    ]
    const { id, uuid } = site.context.proposals.add({
      ...{ kind, status: 'waiting', email: PAT, person_id: pat.person.id, asked, confirmed_at: town.now },
      ...(kind !== 'new' && { initiative_id: 1 }),
      ...(kind === 'report' && { report_reason: 'closed' }),
      ...(kind === 'claim' && { note: 'I found the key.' }),
    })
    const { text } = await pat.get(`/proposals/${uuid}`).expect(200)
    expect(text).toContain(`<title>${title}`)
    for (const words of [next, said]) expect(textOf(text)).toContain(words)
    if (kind !== 'new') expect(textOf(text)).not.toMatch(/Your project|once it is listed/)
    site.context.proposals.change(id, { status: 'rejected', decided_at: town.now, reply: 'We rang them.' })
    const decided = textOf((await pat.get(`/proposals/${uuid}`)).text)
    expect(decided).toContain('We rang them.')
    expect(decided).toContain(kind === 'report' ? 'An editor has looked into it' : 'has decided against it')
  })

  it('says kinds and areas of a change by name', async () => {
    const site = await openSite({ cast: { uniformBank } })
    const pat = signedIn(site, { role: 'organiser', email: PAT })
    const { uuid } = site.context.proposals.add({
      ...{ kind: 'edit', status: 'waiting', email: PAT, person_id: pat.person.id, confirmed_at: town.now },
      ...{ initiative_id: 1, asked: { categories: ['repair-cafe'], serves: ['E07999902'] } },
    })
    const words = textOf((await pat.get(`/proposals/${uuid}`).expect(200)).text)
    expect(words).toContain('Repair café')
    expect(words).toContain('Farness')
    expect(words).not.toMatch(/repair-cafe|E07999902/)
  })
})
