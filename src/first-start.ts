// The first start: an empty database gets the shipped geography, and then the example listings.
import { join } from 'node:path'
import { seedGeography } from './commands/geography-seed.ts'
import type { Data } from './context.ts'
import { loadExamples, readExamples } from './features/initiatives/loading.import.ts'

export const SHIPPED = join(import.meta.dirname, '../data')

/** Does nothing when there is geography already. `say` gets a line a step. */
export async function prepareFirstStart(data: Data, say: (line: string) => void): Promise<void> {
  if (!(await seedGeography(data, SHIPPED, say))) return
  const { added } = loadExamples(data, readExamples())
  say(`${added} example listings loaded; “npm run cli -- examples --remove” takes them away.`)
}
