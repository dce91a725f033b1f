// What somebody answered, worked out as everybody would see it: the whole listing, where it is shown, and its picture.
import { type Clock, localTime } from '../../platform/text/clock.ts'
import type { AreasStore } from '../areas/store.ts'
import type { CategoriesStore } from '../categories/store.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import type { FormGround } from '../initiatives/form.rules.ts'
import { formGround } from '../initiatives/form.store.ts'
import type { Ground, Placing } from '../initiatives/placing.rules.ts'
import type { Pictures } from '../map/pictures.search.ts'
import type { AskedFields } from './fields.ts'
import { type StepGround, stepOf, wholeOf } from './submit.rules.ts'

export interface AnswersDeps {
  areas: AreasStore
  categories: CategoriesStore
  ground: Ground
  clock: Clock
  pictures: Pick<Pictures, 'one'>
}

export interface Answers {
  fields: InitiativeFields
  placing: Placing
  /** The neighbourhood and its district in words; '' for none. */
  home: string
  form: FormGround
  picture: object | null
}

/** What reading a step has to know of the rest of the site at this moment. */
export function makeStepGround(deps: Omit<AnswersDeps, 'pictures'>): () => StepGround {
  return () => ({ form: formGround(deps), ground: deps.ground, today: localTime(deps.clock()).date })
}

/** All there is to show of what was answered; or the step to look at again, because the site changed meanwhile. */
export function makeAnswers(deps: AnswersDeps) {
  const { areas, pictures } = deps
  const ground = makeStepGround(deps)
  return (asked: AskedFields): { answers: Answers } | { answers: null; step: string } => {
    const { form, today, ...rest } = ground()
    const whole = wholeOf(asked, { form, today, ...rest })
    if (!whole.ok) return { answers: null, step: stepOf(whole.issues[0]?.field ?? '').name }
    const { fields, placing } = whole
    const area = placing.home_area === null ? undefined : areas.byId(placing.home_area)
    const district = area?.parent_id ? areas.byId(area.parent_id) : undefined
    const light = { ...fields, ...placing, id: 0, slug: '', label: area?.name ?? '' }
    return {
      answers: {
        ...{ fields, placing, form },
        home: [area?.name, district?.name].filter(Boolean).join(', '),
        picture: pictures.one(light, today),
      },
    }
  }
}
