// The mapping of a file: which column says what, in words an admin writes once and keeps.
import { z } from 'zod'
import { cleanLine } from '../../platform/text/clean.ts'
import { FileUnreadable, parseJson } from '../../platform/text/files.ts'
import { type FieldName, fieldNames } from './fields.ts'

/** Listings of this source are the shipped examples; no file may add to them. */
export const EXAMPLES = 'examples'
const NOT_MAPPABLE = new Set<FieldName>(['source', 'source_id', 'photos'])
/** Fields a file may fill; where a listing comes from is the mapping's own business, and it has no photos in it. */
export const MAPPABLE = fieldNames.filter(name => !NOT_MAPPABLE.has(name))
const NEEDED = ['name'] as const

const words = z.string().min(1).max(1000)
const wording = z.union([words, z.array(words).min(1).max(10)], {
  error: 'must be the name of a column, or a list of names to try',
})
const choosing = z.strictObject({
  column: words.optional(),
  table: z.record(z.string(), z.json()).default({}),
  otherwise: z.json().optional(),
})

const mappingFile = z
  .strictObject({
    about: z.string().optional(),
    source: z
      .string({ error: 'must be a short name for where the file comes from' })
      .transform(cleanLine)
      .pipe(z.string().min(1, 'must not be empty').max(60, 'must be 60 characters or fewer'))
      .refine(source => source !== EXAMPLES, `must not be “${EXAMPLES}”, which the example listings have`),
    source_id: wording,
    fields: z.record(z.string(), wording).default({}),
    values: z.record(z.string(), choosing).default({}),
    defaults: z.record(z.string(), z.json()).default({}),
    skip_where: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  })
  .superRefine((mapping, issues) => {
    for (const part of ['fields', 'values', 'defaults'] as const) {
      for (const name of Object.keys(mapping[part])) {
        if (!isMappable(name)) issues.addIssue({ code: 'custom', path: [part, name], message: noSuchField })
        else if (part === 'values' && Object.hasOwn(mapping.fields, name))
          issues.addIssue({ code: 'custom', path: [part, name], message: 'is also among “fields”' })
      }
    }
    for (const name of NEEDED) {
      const isSaid = Object.hasOwn(mapping.fields, name) || Object.hasOwn(mapping.values, name)
      if (!isSaid) issues.addIssue({ code: 'custom', path: ['fields', name], message: 'is missing' })
    }
  })

const noSuchField = `is no field of a listing; the fields are ${MAPPABLE.join(', ')}`

export type Mapping = z.output<typeof mappingFile>
export type Wording = z.output<typeof wording>
export type Choosing = z.output<typeof choosing>

/** Reads a mapping. Throws FileUnreadable with a line for everything that is wrong with it. */
export function readMapping(text: string): Mapping {
  const read = mappingFile.safeParse(parseJson(text, 'The mapping'))
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'It'}: ${message}`)
  throw new FileUnreadable(['The mapping cannot be used.', ...problems].join('\n  '))
}

/** The entries of a part whose names are known to be fields. */
export function entriesOf<T>(part: Record<string, T>): [FieldName, T][] {
  return Object.entries(part).filter((entry): entry is [FieldName, T] => isMappable(entry[0]))
}

function isMappable(name: string): boolean {
  return (MAPPABLE as string[]).includes(name)
}
