// The first start: an empty database gets the shipped geography, and then the example listings.
import { join } from 'node:path'
import { sayMissing } from './commands/geography-missing.ts'
import { seedGeography } from './commands/geography-seed.ts'
import type { Data } from './context.ts'
import { type Loaded, loadExamples, readExamples } from './features/initiatives/loading.import.ts'
import { makeToken } from './features/people/secrets.rules.ts'
import type { PeopleStore } from './features/people/store.ts'
import { cleanLine } from './platform/text/clean.ts'
import { count } from './platform/text/words.ts'

const SHIPPED = join(import.meta.dirname, '../data')

/** When there is geography already it only says what of it is missing; else all or nothing. `say` gets a line a step. */
export async function prepareFirstStart(
  data: Data,
  say: (line: string) => void,
  folder = SHIPPED,
): Promise<void> {
  await seedGeography(data, folder, say, () => {
    const loaded = loadExamples(data, readExamples(join(folder, 'examples')))
    for (const line of sayLoaded(loaded)) say(line)
  })
  for (const line of sayMissing(data)) say(line)
}

/** While there is no admin: a new one-time link for whoever becomes the first; the one of the start before is void. */
export function offerFirstAdmin(
  { people, baseUrl }: { people: Pick<PeopleStore, 'hasAdmin' | 'keepFirstLink'>; baseUrl: string },
  say: (line: string) => void,
): void {
  if (people.hasAdmin()) return
  const token = makeToken()
  people.keepFirstLink(token)
  say('Nobody looks after this site yet. Whoever opens this link first becomes its admin:')
  say(`${baseUrl}/sign-in/first?token=${token}`)
}

function sayLoaded({ added, refused }: Loaded): string[] {
  const them = added === 1 ? 'it' : 'them'
  const way = `“npm run cli -- examples --remove --commit” takes ${them} away`
  return [
    ...refused.map(line => `Left out ${cleanLine(line)}`),
    ...(added > 0 ? [`${count(added, 'example listing')} loaded; ${way}.`] : []),
  ]
}
