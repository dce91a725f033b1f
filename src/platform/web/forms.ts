// Forms: what a person sent, read strictly, and the same form again with their words and what to do about them.
import express, { type Request, type RequestHandler } from 'express'
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
  control: 'text' | 'search' | 'email' | 'tel' | 'url' | 'textarea'
  optional?: boolean
  attributes?: Record<string, string>
}

export interface SelectField extends Labelled {
  control: 'select'
  optional?: boolean
  options: readonly { value: string; label: string }[]
}

/** A group: one of several (`radio`), or any number of them (`checkbox`). */
export interface ChoiceField extends Labelled {
  control: 'radio' | 'checkbox'
  options: readonly { value: string; label: string; hint?: string }[]
}

export type FormField = BoxField | SelectField | ChoiceField

const MOST_BYTES = 64 * 1024
const MOST_FIELDS = 500
const FORM_TIME = 15_000
const parse = express.urlencoded({ extended: false, limit: MOST_BYTES, parameterLimit: MOST_FIELDS })

/** Reads the body of a form, for the route lines of POSTs. */
export const readForm: RequestHandler = function readForm(req, res, next) {
  // Whoever sends the words of a form letter by letter is let go.
  const deadline = setTimeout(() => req.destroy(), FORM_TIME).unref()
  parse(req, res, (error?: unknown) => {
    clearTimeout(deadline)
    if (error === undefined) return next()
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
    throw new Problem('bad_request', 'That form had something in it that does not belong there.')
  }
  return { data: null, issues: read.error.issues }
}

/** What the field and choices partials draw, in order; and the errors for the summary, in the same order. */
export function formOf(fields: readonly FormField[], values: FormValues = {}, issues: readonly Issue[] = []) {
  const errorOf = (name: string) => issues.find(({ path }) => path[0] === name)?.message ?? ''
  const parts = fields.map(field => partOf(field, [values[field.name] ?? []].flat(), errorOf(field.name)))
  const errors = fields.flatMap(field => {
    const text = errorOf(field.name)
    return text === '' ? [] : [{ href: `#${firstIdOf(field)}`, text }]
  })
  return { parts, errors }
}

export type Form = ReturnType<typeof formOf>

function firstIdOf(field: FormField): string {
  return isGroup(field) ? `${field.name}-1` : field.name
}

function isGroup(field: FormField): field is ChoiceField {
  return field.control === 'radio' || field.control === 'checkbox'
}

function partOf(field: FormField, given: string[], error: string) {
  const { name, label, hint = '' } = field
  if (isGroup(field)) {
    const { control } = field
    const fields = field.options.map((option, index) => ({
      ...{ control, name, id: `${name}-${index + 1}`, value: option.value, label: option.label },
      ...{ hint: option.hint ?? '', checked: given.includes(option.value), count: '', none: false },
    }))
    return { isGroup: true, page: { id: name, legend: label, hint, error, fields, more: null } }
  }
  const common = {
    control: field.control,
    id: name,
    name,
    label,
    hint,
    error,
    optional: field.optional ?? false,
  }
  if (field.control === 'select') {
    const options = field.options.map(option => ({ ...option, selected: given.includes(option.value) }))
    return { isGroup: false, page: { ...common, value: given[0] ?? '', options } }
  }
  return { isGroup: false, page: { ...common, value: given[0] ?? '', attributes: field.attributes ?? {} } }
}
