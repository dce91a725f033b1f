// What is kept of a crossing and of the land, and how a row of the crossings file is read.
import { z } from 'zod'
import { readDegrees } from '../../platform/geo/point.ts'
import { cleanLine } from '../../platform/text/clean.ts'

const name = z
  .string()
  .transform(cleanLine)
  .pipe(z.string().min(1, 'is missing').max(120, 'must be 120 characters or fewer'))

const degrees = (limit: 90 | 180) =>
  z.string().transform((text, context) => {
    const read = readDegrees(text.trim(), limit)
    if (read !== undefined) return read
    context.addIssue({ code: 'custom', message: `must be degrees, such as 51.5450, not “${text}”` })
    return z.NEVER
  })

/** A row of the crossings file; `open` is yes or no there, and `is_open` ever after. */
export const crossingRow = z
  .object({
    name,
    mode: z.enum(['road', 'foot', 'rail', 'ferry'], 'must be road, foot, rail or ferry'),
    open: z.enum(['yes', 'no'], 'must be yes or no'),
    a_name: name,
    a_lat: degrees(90),
    a_lon: degrees(180),
    b_name: name,
    b_lat: degrees(90),
    b_lon: degrees(180),
    note: z
      .string()
      .transform(cleanLine)
      .pipe(z.string().max(300, 'must be 300 characters or fewer'))
      .default(''),
  })
  .transform(({ open, ...row }) => ({ ...row, is_open: open === 'yes' }))

/** A way over water, with its two ends. */
export type Crossing = z.output<typeof crossingRow>
