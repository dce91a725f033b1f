// The areas of the site, as admins keep them: what people call each, what else, and its place among the others.
import type { Router } from 'express'
import { type FormField, readValues } from '../../platform/web/forms.ts'
import { type AreaForm, areaForm } from '../areas/fields.ts'
import type { AreaNamer } from '../areas/naming.store.ts'
import type { Area, AreasStore } from '../areas/store.ts'
import type { Aliases } from '../places/aliases.store.ts'
import { type RecordDeps, type RecordKind, recordRoutes } from './records.routes.ts'

const PATH = '/admin/areas'

const FIELDS: readonly FormField[] = [
  { control: 'text', name: 'name', label: 'What people call it' },
  {
    ...{
      control: 'textarea',
      name: 'aliases',
      label: 'Other names',
      optional: true,
      attributes: { rows: '4' },
    },
    hint: 'A line each: old names, short names, how it is often misspelt. The find box knows them.',
  },
  {
    ...{ control: 'text', name: 'position', label: 'Place among the others' },
    hint: 'Smaller numbers come first; those with the same number go by name.',
    attributes: { inputmode: 'numeric' },
  },
]

export interface AreaAdminDeps extends RecordDeps {
  areas: Pick<AreasStore, 'districts' | 'neighbourhoodsOf' | 'byId'>
  areaNamer: AreaNamer
  aliases: Aliases
}

export function areaAdminRoutes(deps: AreaAdminDeps): Router {
  return recordRoutes(deps, makeKind(deps))
}

function makeKind({ areas, areaNamer, aliases }: AreaAdminDeps): RecordKind<AreaForm> {
  return {
    noun: 'area',
    path: PATH,
    list() {
      const others = aliases.all()
      const rowOf = (area: Area) => ({
        ...{ href: `${PATH}/${area.id}`, name: area.name, act: null },
        note: area.name === area.official_name ? '' : `officially ${area.official_name}`,
        under: (others.get(area.code) ?? []).map(({ alias }) => alias).join(', '),
      })
      return {
        title: 'Areas',
        lead: 'What people call the places of the patch. Their borders come with the geography.',
        add: null,
        groups: areas.districts().map(district => ({
          heading: district.name,
          rows: [district, ...areas.neighbourhoodsOf(district.id)].map(rowOf),
        })),
      }
    },
    fields: () => FIELDS,
    find(id) {
      const area = areas.byId(id)
      if (!area) return undefined
      const { name, code } = area
      const position = String(areaNamer.positionOf(id))
      return {
        title: name,
        values: {
          name,
          aliases: aliases
            .of(code)
            .map(one => `${one}\n`)
            .join(''),
          position,
        },
      }
    },
    read: values => readValues(areaForm, values),
    change(id, { name, aliases: others, position }) {
      areaNamer.name(id, name, position)
      aliases.replace(areas.byId(id) as Area, others)
    },
  }
}
