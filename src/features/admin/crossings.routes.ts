// Ways over water, as admins keep them: a bridge that closes makes what lies beyond it far at once.
import type { Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { type Box, isInBox } from '../../platform/geo/point.ts'
import { notFound } from '../../platform/web/errors.ts'
import {
  type FormField,
  type FormValues,
  firstOf,
  type Issue,
  onlyNamed,
  readForm,
  valuesOf as sentIn,
} from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import type { CrossingEditor } from '../crossings/editing.store.ts'
import { type Crossing, crossingRow } from '../crossings/fields.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { type RecordDeps, type RecordKind, recordRoutes } from './records.routes.ts'

const PATH = '/admin/crossings'
const MODES = [
  { value: 'road', label: 'Road' },
  { value: 'foot', label: 'On foot' },
  { value: 'rail', label: 'Railway' },
  { value: 'ferry', label: 'Ferry' },
]
const MODE_WORDS = new Map(MODES.map(({ value, label }) => [value, label]))

const degrees = (name: string, label: string): FormField => ({
  ...{ control: 'text', name, label },
  attributes: { inputmode: 'decimal' },
})

const FIELDS: readonly FormField[] = [
  {
    control: 'text',
    name: 'name',
    label: 'Name',
    hint: 'As people read it: “over Mere Bridge” is Mere Bridge.',
  },
  { control: 'radio', name: 'mode', label: 'How do people cross?', options: MODES },
  {
    ...{ control: 'radio', name: 'open', label: 'Is it open?' },
    options: [
      { value: 'yes', label: 'Open' },
      { value: 'no', label: 'Closed', hint: 'Nothing is reckoned as near by way of it.' },
    ],
  },
  { control: 'text', name: 'a_name', label: 'One end is called' },
  degrees('a_lat', 'Latitude of that end'),
  degrees('a_lon', 'Longitude of that end'),
  { control: 'text', name: 'b_name', label: 'The other end is called' },
  degrees('b_lat', 'Latitude of the other end'),
  degrees('b_lon', 'Longitude of the other end'),
  { control: 'text', name: 'note', label: 'Note', optional: true, hint: 'For whoever looks after the site.' },
]

export interface CrossingAdminDeps extends RecordDeps {
  crossingEditor: CrossingEditor
  areas: { patch(): Box | undefined }
}

export function crossingAdminRoutes(deps: CrossingAdminDeps): Router {
  const { crossingEditor: editor, db, guards, audit } = deps
  const router = recordRoutes(deps, makeKind(editor, deps.areas))

  router.post(`${PATH}/:id/opening`, guards.admin, readForm, (req, res) => {
    const one = editor.find(numberOf(req.params.id))
    if (!one) throw notFound('There is no such crossing, or somebody has removed it.')
    const { id, ...crossing } = one
    const is_open = firstOf(onlyNamed(['open'], sentIn(req)), 'open') === 'yes'
    inTransaction(db, () => {
      editor.change(id, { ...crossing, is_open })
      const person_id = personOf(res).id
      audit.note({
        person_id,
        made_as: 'admin',
        action: 'opening',
        subject_kind: 'crossing',
        subject_id: id,
        detail: { is_open },
      })
    })
    return go(res, PATH)
  })
  return router
}

function makeKind(editor: CrossingEditor, areas: CrossingAdminDeps['areas']): RecordKind<Crossing> {
  return {
    noun: 'crossing',
    path: PATH,
    list: () => ({
      title: 'Crossings',
      lead: 'Bridges, tunnels and ferries. How far things are from one another is reckoned over those that are open.',
      add: { href: `${PATH}/new`, label: 'Add a crossing' },
      groups: [{ heading: '', rows: editor.all().map(rowOf) }],
    }),
    fields: () => FIELDS,
    find(id) {
      const one = editor.find(id)
      return (
        one && {
          title: one.name,
          values: valuesOf(one),
          removal: 'If it only closes for a while, say so above instead.',
        }
      )
    },
    read: (values, id) => readCrossing(values, editor, areas.patch(), id),
    change: editor.change,
    add: { title: 'Add a crossing', lead: '', values: { mode: 'road', open: 'yes' }, make: editor.add },
    remove(id) {
      editor.remove(id)
      return undefined
    },
  }
}

// Ends farther from the patch than this, in degrees, are a slip of the keyboard.
const AROUND = 0.5

function readCrossing(values: FormValues, editor: CrossingEditor, patch: Box | undefined, id?: number) {
  const read = crossingRow.safeParse(values)
  if (!read.success) {
    const issues: Issue[] = read.error.issues.map(({ path, message }) => ({
      path,
      message: sayIssue(String(path[0]), message),
    }))
    return { data: null, issues }
  }
  const crossing = read.data
  const issues: Issue[] = []
  const same = editor.all().find(({ name }) => name === crossing.name)
  if (same && same.id !== id)
    issues.push({ path: ['name'], message: 'There is a crossing of that name already' })
  for (const end of ['a', 'b'] as const) {
    const point = { lat: crossing[`${end}_lat`], lon: crossing[`${end}_lon`] }
    if (patch && !isInBox(point, grown(patch)))
      issues.push({
        path: [`${end}_lat`],
        message: 'That is far outside this site’s patch. Check both numbers',
      })
  }
  return issues.length > 0 ? { data: null, issues } : { data: crossing, issues: null }
}

function grown({ min_lat, min_lon, max_lat, max_lon }: Box): Box {
  return {
    min_lat: min_lat - AROUND,
    min_lon: min_lon - AROUND,
    max_lat: max_lat + AROUND,
    max_lon: max_lon + AROUND,
  }
}

function sayIssue(name: string, message: string): string {
  const label = FIELDS.find(field => field.name === name)?.label ?? 'It'
  return `${label}: ${/^Invalid/.test(message) ? 'write one text here' : message}`
}

function rowOf({ id, name, mode, is_open, a_name, b_name }: Crossing & { id: number }) {
  return {
    href: `${PATH}/${id}`,
    name,
    note: is_open ? '' : 'Closed',
    under: `${MODE_WORDS.get(mode)}, ${a_name} to ${b_name}`,
    act: {
      ...{ action: `${PATH}/${id}/opening`, name: 'open', value: is_open ? 'no' : 'yes' },
      label: is_open ? 'Close' : 'Open',
    },
  }
}

function valuesOf({ is_open, ...crossing }: Crossing & { id: number }): FormValues {
  const { name, mode, a_name, a_lat, a_lon, b_name, b_lat, b_lon, note } = crossing
  return {
    ...{ name, mode, open: is_open ? 'yes' : 'no', a_name, a_lat: String(a_lat), a_lon: String(a_lon) },
    ...{ b_name, b_lat: String(b_lat), b_lon: String(b_lon), note },
  }
}
