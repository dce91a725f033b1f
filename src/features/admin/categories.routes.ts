// The kinds of initiative, as admins keep them.
import type { Router } from 'express'
import { capitalise, count } from '../../platform/text/words.ts'
import { type FormField, readValues } from '../../platform/web/forms.ts'
import type { CategoryEditor, EditedCategory } from '../categories/editing.store.ts'
import { type CategoryForm, categoryForm, KIND_ICONS } from '../categories/fields.ts'
import type { QueueStore } from '../proposals/queue.store.ts'
import { type RecordDeps, type RecordKind, recordRoutes } from './records.routes.ts'

const PATH = '/admin/categories'

const FIELDS: readonly FormField[] = [
  { control: 'text', name: 'name', label: 'What one of them is called', hint: 'Like: Repair café' },
  { control: 'text', name: 'plural', label: 'What several are called', hint: 'Like: Repair cafés' },
  {
    ...{ control: 'text', name: 'description', label: 'What they do, in a line' },
    hint: 'It stands on the page of the kind, and in lists of kinds.',
  },
  {
    ...{ control: 'select', name: 'icon', label: 'Picture' },
    options: KIND_ICONS.map(value => ({ value, label: capitalise(value.replaceAll('-', ' ')) })),
  },
  {
    ...{ control: 'text', name: 'position', label: 'Place in the list' },
    hint: '1 comes first. The others move down.',
    attributes: { inputmode: 'numeric' },
  },
]

interface CategoryDeps extends RecordDeps {
  categoryEditor: CategoryEditor
  queue: Pick<QueueStore, 'askingKind'>
}

export function categoryAdminRoutes(deps: CategoryDeps): Router {
  return recordRoutes(deps, makeKind(deps))
}

function makeKind({ categoryEditor: editor, queue }: CategoryDeps): RecordKind<CategoryForm> {
  return {
    noun: 'category',
    path: PATH,
    list: () => ({
      title: 'Kinds',
      lead: 'What people can choose from when they say what kind of thing theirs is, in the order they see it.',
      add: { href: `${PATH}/new`, label: 'Add a kind' },
      groups: [{ heading: '', rows: editor.all().map(rowOf) }],
    }),
    fields: () => FIELDS,
    find(id) {
      const one = editor.find(id)
      const isFree = one !== undefined && one.used === 0 && queue.askingKind(one.slug) === 0
      return one && { title: one.plural, values: valuesOf(one), ...(isFree && { removal: REMOVAL }) }
    },
    read: values => readValues(categoryForm, values),
    change: editor.change,
    add: {
      title: 'Add a kind',
      lead: 'Look first whether one of those there are would do: many kinds are harder to choose from.',
      values: { icon: KIND_ICONS[0], position: String(editor.all().length + 1) },
      make: editor.add,
    },
    remove(id) {
      const { used = 0, slug = '' } = editor.find(id) ?? {}
      if (used > 0) return `${sayUsed(used)}. Give ${used === 1 ? 'it' : 'them'} another kind first.`
      const asking = queue.askingKind(slug)
      if (asking > 0) return `${sayAsking(asking)}. Decide on ${asking === 1 ? 'it' : 'them'} first.`
      editor.remove(id)
      return undefined
    },
  }
}

const REMOVAL = 'Nothing is of this kind, so it can be removed. Its page goes with it.'

function rowOf({ id, plural, description, used }: EditedCategory) {
  return {
    href: `${PATH}/${id}`,
    name: plural,
    note: used > 0 ? count(used, 'listing') : 'None yet',
    under: description,
    act: null,
  }
}

function valuesOf({ name, plural, description, icon, position }: EditedCategory) {
  return { name, plural, description, icon, position: String(position) }
}

function sayUsed(used: number): string {
  return `${count(used, 'listing')} ${used === 1 ? 'is' : 'are'} of this kind`
}

function sayAsking(asking: number): string {
  return asking === 1
    ? '1 project or change that was sent in asks to be of this kind'
    : `${asking} projects or changes that were sent in ask to be of this kind`
}
