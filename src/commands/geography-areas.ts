// The areas of the site: read from files of boundaries and of names, and put in the place of those there are.
import { type AreaNaming, readAreaNames, readAreas } from '../features/areas/import.ts'
import { type AreaPlan, type IncomingArea, planAreas } from '../features/areas/rules.ts'
import { contains } from '../features/areas/shape.rules.ts'
import type { Point } from '../platform/geo/point.ts'
import { beginningOf, FileUnreadable } from '../platform/text/files.ts'
import { count, joinWords, sayNumber } from '../platform/text/words.ts'
import type { PartPlan, Reading, Workshop } from './geography-plan.ts'
import { rehome } from './rehoming.ts'

/** Boundaries come as GeoJSON or TopoJSON, names as CSV; several files of either kind are taken together. */
export async function readAreasPart(shop: Workshop, { files, tell, only }: Reading): Promise<PartPlan> {
  const incoming: IncomingArea[] = []
  const namings: AreaNaming[] = []
  for (const file of files) {
    if ((await beginningOf(file)).startsWith('{')) incoming.push(...(await readAreas(file, tell.refuse)))
    else namings.push(...(await readAreaNames(file, tell.refuse)))
  }
  const plan = planAreas(incoming, shop.areas.all(), {
    districtAt: finderOf(incoming, shop),
    names: new Map(namings.map(({ code, name }) => [code, name])),
    only,
  })
  if (incoming.length > 0 && plan.areas.length === 0) {
    throw new FileUnreadable(
      `${count(incoming.length, 'area was', 'areas were')} read, and none lies in a district of this site.`,
    )
  }
  return {
    says: sayAreas(plan, namings.length),
    renews: ['names', 'neighbours'],
    apply() {
      if (incoming.length > 0) shop.putAreas.replace(plan, files.join(', '))
      const unknown = namings.filter(({ code, name }) => !shop.putAreas.rename(code, name))
      for (const { code, aliases } of namings) shop.putPlaces.replaceAliasesOf(code, aliases)
      const said = unknown.map(({ code, name }) => `there is no area ${code} to call ${name}`)
      return [...said, ...(incoming.length > 0 ? rehome(shop, plan.gone) : [])]
    },
  }
}

/** Finds the district that holds a point: one of the file, where it has any, else one there is. */
function finderOf(incoming: readonly IncomingArea[], { areas }: Workshop) {
  const districts = incoming.filter(({ level }) => level === 'district')
  return (point: Point) =>
    districts.length > 0
      ? districts.find(district => contains(district, point))?.code
      : areas.districtAt(point)?.code
}

function sayAreas({ areas, added, gone, leftOut }: AreaPlan, namings: number): string {
  const districts = areas.filter(({ level }) => level === 'district').length
  const parts = [
    districts > 0 && count(districts, 'district'),
    areas.length > districts && count(areas.length - districts, 'neighbourhood'),
    added > 0 && `${sayNumber(added)} of them new`,
    leftOut > 0 && `${sayNumber(leftOut)} in other districts left out`,
    gone.length > 0 && `no longer there: ${sayGone(gone)}`,
    namings > 0 && count(namings, 'name'),
  ]
  return parts.filter(Boolean).join('; ')
}

const MOST_NAMED = 10

function sayGone(gone: AreaPlan['gone']): string {
  const named = gone.slice(0, MOST_NAMED).map(({ name, code }) => `${name} (${code})`)
  return joinWords(gone.length > MOST_NAMED ? [...named, `${gone.length - MOST_NAMED} more`] : named)
}
