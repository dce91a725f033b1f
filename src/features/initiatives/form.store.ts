// What the form of a listing has to know of the rest of the site: the kinds there are, and areas by what people call them.
import { wordsOf } from '../../platform/text/clean.ts'
import type { Area, AreasStore } from '../areas/store.ts'
import type { CategoriesStore } from '../categories/store.ts'
import type { FormGround } from './form.rules.ts'

interface Parts {
  areas: Pick<AreasStore, 'all' | 'byCode' | 'byPath'>
  categories: Pick<CategoriesStore, 'all'>
}

/** The ground of the form at this moment, for areas and kinds may change. */
export function formGround({ areas, categories }: Parts): FormGround {
  const called = (name: string): Area[] => {
    const key = wordsOf(name).join(' ')
    return areas
      .all()
      .filter(area => [area.name, area.official_name].some(one => wordsOf(one).join(' ') === key))
  }
  return {
    kinds: categories.all(),
    // A district goes before a neighbourhood of the same name.
    areaCode(said) {
      const found = areas.byCode(said.toUpperCase()) ?? areas.byPath(said.toLowerCase())
      return (found ?? called(said).sort((a, b) => a.level.localeCompare(b.level))[0])?.code
    },
    areaName(code) {
      const area = areas.byCode(code)
      if (!area) return code
      return called(area.name).length > 1 ? area.path : area.name
    },
  }
}
