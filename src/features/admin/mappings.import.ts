// The mappings that ship with the site, to start from.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../../data/mappings')

export interface ShippedMapping {
  name: string
  about: string
  text: string
}

/** Every mapping of a folder, by name; none without it. */
export function shippedMappings(folder = FOLDER): ShippedMapping[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter(file => file.endsWith('.json'))
  return files.sort().map(file => {
    const text = readFileSync(join(folder, file), 'utf8')
    const about: unknown = JSON.parse(text).about
    return { name: file.replace(/\.json$/, ''), about: typeof about === 'string' ? about : '', text }
  })
}
