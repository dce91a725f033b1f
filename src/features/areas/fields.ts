// What an admin may say of an area: what people call it, what else, and where it stands among the others.
import { z } from 'zod'
import { cleanLine } from '../../platform/text/clean.ts'

const MOST_ALIASES = 30
const LONGEST = 80

export const areaForm = z.strictObject({
  name: z
    .string({ error: 'Enter what people call it' })
    .transform(cleanLine)
    .pipe(z.string().min(1, 'Enter what people call it').max(LONGEST, `Use ${LONGEST} characters or fewer`)),
  aliases: z
    .string({ error: 'Write a name a line' })
    .transform(text => [
      ...new Set(
        text
          .split(/\r\n?|\n/)
          .map(cleanLine)
          .filter(Boolean),
      ),
    ])
    .pipe(
      z
        .array(z.string().max(LONGEST, `Use ${LONGEST} characters or fewer for each`))
        .max(MOST_ALIASES, `Give at most ${MOST_ALIASES} other names`),
    ),
  position: z
    .string({ error: 'Enter a whole number from 0 to 999' })
    .trim()
    .regex(/^\d{1,3}$/, 'Enter a whole number from 0 to 999')
    .transform(Number),
})

export type AreaForm = z.output<typeof areaForm>
