// What is said of a kind of initiative, and the pictures it may have.
import { z } from 'zod'
import { cleanLine } from '../../platform/text/clean.ts'

/** Names of icons in the sheet that can stand for a kind. */
export const KIND_ICONS = [
  ...['shopping-basket', 'refrigerator', 'soup', 'shirt', 'sofa', 'life-buoy', 'lamp', 'heart-handshake'],
  ...[
    'megaphone',
    'hard-hat',
    'sprout',
    'flower',
    'trees',
    'brush-cleaning',
    'wrench',
    'hammer',
    'book-open',
  ],
  ...['house', 'users', 'hand-coins', 'baby', 'bike', 'bus', 'coffee', 'dog', 'music', 'paintbrush', 'heart'],
  ...[
    'languages',
    'leaf',
    'shield',
    'scissors',
    'smartphone',
    'calendar',
    'globe',
    'hand-helping',
    'sparkles',
  ],
] as const

const line = (most: number, missing: string) =>
  z
    .string({ error: missing })
    .transform(cleanLine)
    .pipe(z.string().min(1, missing).max(most, `Use ${most} characters or fewer`))

export const categoryForm = z.strictObject({
  name: line(60, 'Enter what one of them is called'),
  plural: line(60, 'Enter what several of them are called'),
  description: line(200, 'Say in a line what they do'),
  icon: z.enum(KIND_ICONS, { error: 'Choose a picture' }),
  position: z
    .string({ error: 'Enter a number, like 3' })
    .trim()
    .regex(/^[1-9]\d{0,2}$/, 'Enter a number, like 3')
    .transform(Number),
})

export type CategoryForm = z.output<typeof categoryForm>
