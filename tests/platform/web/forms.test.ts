import express from 'express'
import fc from 'fast-check'
import supertest from 'supertest'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../../src/platform/web/errors.ts'
import {
  type FormField,
  firstOf,
  formOf,
  readForm,
  readValues,
  valuesOf,
} from '../../../src/platform/web/forms.ts'

const FIELDS: FormField[] = [
  { control: 'text', name: 'name', label: 'Name', attributes: { autocomplete: 'organization' } },
  { control: 'select', name: 'cost', label: 'Cost', options: [{ value: 'free', label: 'Free' }] },
  {
    control: 'checkbox',
    name: 'days',
    label: 'Days',
    options: [
      { value: '1', label: 'Monday' },
      { value: '2', label: 'Tuesday' },
    ],
  },
]
const schema = z.strictObject({ name: z.string().min(1, 'Say what it is called') })

describe('a form', () => {
  it('keeps every word, and says what is wrong beside the field and in the summary alike', () => {
    const issues = [
      { path: ['days'], message: 'Choose a day' },
      { path: ['name'], message: 'Say what it is called' },
      { path: ['name'], message: 'And something else' },
    ]
    const { parts, errors } = formOf(FIELDS, { name: ' <b> ', cost: 'free', days: ['2'] }, issues)
    expect(errors).toEqual([
      { href: '#name', text: 'Say what it is called' },
      { href: '#days-1', text: 'Choose a day' },
    ])
    expect(parts[0]?.page).toMatchObject({ id: 'name', value: ' <b> ', error: 'Say what it is called' })
    expect(parts[1]?.page).toMatchObject({ options: [{ value: 'free', selected: true }] })
    expect(parts[2]?.page).toMatchObject({
      error: 'Choose a day',
      fields: [
        { id: 'days-1', checked: false },
        { id: 'days-2', checked: true },
      ],
    })
  })

  it('with a field that is not ours is refused, and so is one that would change what everything is made of', () => {
    expect(readValues(schema, { name: 'Kiln' })).toEqual({ data: { name: 'Kiln' }, issues: null })
    expect(readValues(schema, { name: '' }).issues).toHaveLength(1)
    for (const key of ['role', '__proto__', 'constructor']) {
      const values = Object.assign(Object.create(null), { name: 'Kiln' })
      Object.defineProperty(values, key, { value: 'admin', enumerable: true })
      expect(() => readValues(schema, values), key).toThrow(Problem)
    }
  })

  it('is read whatever is in it, and never as anything but texts', async () => {
    const app = express()
    app.post('/', readForm, (req, res) => {
      res.json([firstOf(valuesOf(req), 'a'), Object.keys(valuesOf(req))])
    })
    const name = fc.constantFrom('a', 'b', 'a[b]', 'constructor')
    const pairs = fc.array(fc.tuple(name, fc.string({ unit: 'binary' })), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(pairs, async given => {
        const body = new URLSearchParams(given).toString()
        const { body: answer } = await supertest(app).post('/').type('form').send(body).expect(200)
        const sent = new URLSearchParams(body)
        expect(answer).toEqual([sent.get('a') ?? '', [...new Set(sent.keys())]])
      }),
      { numRuns: 50 },
    )
  })

  it('that is too long, of too many fields, or no form, changes nothing and breaks nothing', async () => {
    const app = express()
    const seen: unknown[] = []
    app.post('/', readForm, (req, res) => {
      res.json(valuesOf(req))
    })
    const note: express.ErrorRequestHandler = (error, _req, res, _next) => {
      seen.push(error)
      res.status(error.status).end()
    }
    app.use(note)
    const send = (type: string, body: string) => supertest(app).post('/').set('Content-Type', type).send(body)
    const form = 'application/x-www-form-urlencoded'
    await send(form, `a=${'x'.repeat(170_000)}`).expect(400)
    await send(form, 'a=1&'.repeat(600)).expect(400)
    await send(`${form}; charset=utf-32`, 'a=1').expect(400)
    expect(seen.every(error => error instanceof Problem)).toBe(true)
    expect((await send('application/json', '{"a":1}').expect(200)).body).toEqual({})
    expect((await send('text/plain', 'a=1').expect(200)).body).toEqual({})
  })
})
