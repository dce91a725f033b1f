// Forms: what a person sent, read strictly, and the same form again with their words and what to do about them.
import express, { type Request, type RequestHandler, type Response } from 'express'
import type { z } from 'zod'
import { Problem } from './errors.ts'

export type FormValues = Record<string, string | string[]>
export type Issue = { path: PropertyKey[]; message: string }

interface Labelled {
  name: string
  label: string
  hint?: string
}

export interface BoxField extends Labelled {
  control: 'text' | 'search' | 'email' | 'tel' | 'url' | 'date' | 'textarea'
  optional?: boolean
  attributes?: Record<string, string>
}

export interface SelectField extends Labelled {
  control: 'select'
  optional?: boolean
  options: readonly { value: string; label: string }[]
  /** What was there before is a choice too, where it is none of them. */
  keeps?: boolean
}

/** A group: one of several (`radio`), or any number of them (`checkbox`). */
export interface ChoiceField extends Labelled {
  control: 'radio' | 'checkbox'
  optional?: boolean
  /** A choice with an address can be looked at before it is made. */
  options: readonly { value: string; label: string; hint?: string; href?: string }[]
}

/** The same few controls as often as they are needed; the names in the second row begin with `<name>-2-`. */
export interface RowsField extends Labelled {
  control: 'rows'
  /** What one of them is called, like `Time`, and what the button for one more says. */
  row: string
  add: string
  most: number
  columns: readonly PlainField[]
}

export type PlainField = BoxField | SelectField | ChoiceField
export type FormField = PlainField | RowsField

// A whole listing fits, in any alphabet: a sign of Bengali is nine bytes of a form, and a description may have 10,000.
const MOST_BYTES = 160 * 1024
const MOST_FIELDS = 500
const FORM_TIME = 15_000
const FOREIGN = 'That form had something in it that does not belong there.'
// The parser leaves out the one name that would change what everything is made of, and nobody would see that it was sent.
const NEVER = '__proto__'
const parse = express.urlencoded({
  ...{ extended: false, limit: MOST_BYTES, parameterLimit: MOST_FIELDS },
  verify: (_req, res, sent) => {
    const { locals } = res as Response
    locals.isForeign = new URLSearchParams(sent.toString('latin1')).has(NEVER)
  },
})

/** Reads the body of a form, for the route lines of POSTs. */
export const readForm: RequestHandler = function readForm(req, res, next) {
  // Whoever sends the words of a form letter by letter is let go.
  const deadline = setTimeout(() => req.destroy(), FORM_TIME).unref()
  parse(req, res, (error?: unknown) => {
    clearTimeout(deadline)
    if (error === undefined)
      return next(res.locals.isForeign ? new Problem('bad_request', FOREIGN) : undefined)
    next(new Problem('bad_request', 'That form was too long, or not a form at all. Nothing was changed.'))
  })
}

/** What was sent, by name; nothing when it was no form. */
export function valuesOf({ body }: Pick<Request, 'body'>): FormValues {
  return body && typeof body === 'object' ? (body as FormValues) : {}
}

/** One value of a name, '' for none: the first where there are several. */
export function firstOf(values: FormValues, name: string): string {
  return [values[name] ?? ''].flat()[0] ?? ''
}

/** The values as a schema understands them, or what is wrong with them. Fields that no form of ours has are refused. */
export function readValues<S extends z.ZodType>(
  schema: S,
  values: FormValues,
): { data: z.output<S>; issues: null } | { data: null; issues: Issue[] } {
  const read = schema.safeParse({ ...values })
  if (read.success) return { data: read.data, issues: null }
  if (read.error.issues.some(({ code }) => code === 'unrecognized_keys')) {
    throw new Problem('bad_request', FOREIGN)
  }
  return { data: null, issues: read.error.issues }
}

/** What was sent, where no schema reads it: with a name that the form does not have, all of it is refused. */
export function onlyNamed(names: readonly string[], values: FormValues): FormValues {
  if (!Object.keys(values).every(name => names.includes(name))) throw new Problem('bad_request', FOREIGN)
  return { ...values }
}

/** What the field, choices and several partials draw, in order; and the errors for the summary, in the same order. */
export function formOf(
  fields: readonly FormField[],
  values: FormValues = {},
  issues: readonly Issue[] = [],
): { parts: Part[]; errors: { href: string; text: string }[] } {
  const errorOf = (name: string) => issues.find(({ path }) => path[0] === name)?.message ?? ''
  const parts = fields.map(field =>
    field.control === 'rows' ? rowsOf(field, values, issues) : partOf(field, values, errorOf(field.name)),
  )
  const asked = fields.flatMap(field =>
    field.control === 'rows' ? [field, ...rowsIn(field, values).flatMap(({ columns }) => columns)] : [field],
  )
  const errors = asked.flatMap(field => {
    const text = errorOf(field.name)
    return text === '' ? [] : [{ href: `#${firstIdOf(field)}`, text }]
  })
  return { parts, errors }
}

export type Form = ReturnType<typeof formOf>
type Part = { kind: 'field' | 'several'; page: object } | { kind: 'choices'; page: Choices }
type Choices = {
  id: string
  legend: string
  optional: boolean
  hint: string
  error: string
  fields: { value: string }[]
  more: null
}

/** The beginning of the names in a row, the first of which is 0. */
export function rowName(name: string, at: number): string {
  return `${name}-${at + 1}`
}

/** What the buttons of rows are called: one adds a row, the others take one away. */
export function additionName(name: string): string {
  return `${name}-add`
}
export function removalName(name: string, at: number): string {
  return `${rowName(name, at)}-remove`
}

/** How many rows of a field were sent. */
export function countRows({ name, most }: Pick<RowsField, 'name' | 'most'>, values: FormValues): number {
  const numbers = Object.keys(values).map(sent => new RegExp(`^${name}-(\\d{1,3})-`).exec(sent)?.[1] ?? 0)
  return Math.min(most, Math.max(0, ...numbers.map(Number)))
}

function firstIdOf(field: FormField): string {
  if (field.control === 'rows') return firstIdOf(columnsOf(field, 0)[0] as PlainField)
  return isGroup(field) ? `${field.name}-1` : field.name
}

function isGroup(field: PlainField): field is ChoiceField {
  return field.control === 'radio' || field.control === 'checkbox'
}

function columnsOf({ name, columns }: RowsField, at: number): PlainField[] {
  return columns.map(column => ({ ...column, name: `${rowName(name, at)}-${column.name}` }))
}

/** Each row with its controls under their whole names; one at least. */
function rowsIn(field: RowsField, values: FormValues) {
  const rows = Array.from({ length: Math.max(1, countRows(field, values)) }, (_, at) => at)
  return rows.map(at => ({ id: rowName(field.name, at), columns: columnsOf(field, at) }))
}

function rowsOf(field: RowsField, values: FormValues, issues: readonly Issue[]): Part {
  const { name, label, hint = '', row, add, most } = field
  const rows = rowsIn(field, values).map(({ id, columns }, at) => ({
    ...{ id, legend: `${row} ${at + 1}`, parts: formOf(columns, values, issues).parts },
    ...{ press: removalName(name, at), called: `${row} ${at + 1}`.toLowerCase() },
  }))
  const more = { press: additionName(name), label: add, href: `#${rowName(name, rows.length)}` }
  const error = issues.find(({ path }) => path[0] === name)?.message ?? ''
  const page = {
    id: name,
    legend: label,
    optional: true,
    hint,
    error,
    rows,
    more: rows.length < most ? more : null,
  }
  return { kind: 'several', page }
}

function partOf(field: PlainField, values: FormValues, error: string): Part {
  const { name, label, hint = '', optional = false } = field
  const given = [values[name] ?? []].flat()
  if (isGroup(field)) {
    const { control } = field
    const fields = field.options.map((option, index) => ({
      ...{ control, name, id: `${name}-${index + 1}`, value: option.value, label: option.label },
      ...{ hint: option.hint ?? '', href: option.href ?? '', checked: given.includes(option.value) },
      ...{ count: '', none: false },
    }))
    return { kind: 'choices', page: { id: name, legend: label, optional, hint, error, fields, more: null } }
  }
  const common = {
    ...{ control: field.control, id: name, name, label, optional, hint, error },
    value: given[0] ?? '',
  }
  if (field.control === 'select')
    return { kind: 'field', page: { ...common, options: optionsOf(field, common.value) } }
  return { kind: 'field', page: { ...common, attributes: field.attributes ?? {} } }
}

function optionsOf({ options, keeps = false }: SelectField, given: string) {
  const isOther = keeps && given !== '' && !options.some(({ value }) => value === given)
  const all = isOther ? [...options, { value: given, label: given }] : options
  return all.map(option => ({ ...option, selected: option.value === given }))
}
