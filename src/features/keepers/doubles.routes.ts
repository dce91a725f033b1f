// Of a listing that somebody says is there twice, which the other is: asked, and understood by what they chose or typed.
import type { FormValues, Issue } from '../../platform/web/forms.ts'
import type { PublicInitiative } from '../initiatives/kept.fields.ts'
import type { Other } from '../proposals/fields.ts'
import type { KeepDeps } from './asking.routes.ts'
import { ANOTHER, type Report, UNSURE } from './fields.ts'
import type { KeepForm } from './form.view.ts'
import { otherPage } from './report.view.ts'

/** The other listing, or none where nobody is sure; or what is wrong, with those to choose among. */
interface Understood {
  id: number | null
  wrong?: Issue
  others: Other[]
}

const NONE: Understood = { id: null, others: [] }

export function makeDoubles({ reader, others }: Pick<KeepDeps, 'reader' | 'others'>) {
  function askOther(one: PublicInitiative, values: FormValues, issues: Issue[] = []): KeepForm {
    return otherPage(one, others.likely(one), values, issues)
  }

  function otherIn(one: PublicInitiative, { reason, other, another }: Report): Understood {
    if (reason !== 'duplicate' || other === UNSURE || (other === '' && another === '')) return NONE
    const isTyped = other === '' || other === ANOTHER
    const field = isTyped ? 'another' : 'other'
    const wrong = (message: string): Understood => ({
      ...{ id: null, others: others.likely(one) },
      wrong: { path: [field], message },
    })
    if (isTyped && another === '') return wrong(NOTHING)
    const { id, maybe } = isTyped
      ? others.named(another, one.id)
      : { id: reader.bySlug(other)?.id, maybe: [] }
    if (id === one.id) return wrong('That is the listing itself. Name the other one')
    if (id !== undefined) return { id, others: [] }
    if (maybe.length === 0) return wrong(NOWHERE)
    const message = maybe.length === 1 ? 'Choose whether it is this one' : 'Choose which of these it is'
    return { id: null, others: maybe, wrong: { path: ['other'], message } }
  }

  return { askOther, otherIn }
}

const NOTHING = 'Paste its address or type its name, or choose that you are not sure'
const NOWHERE =
  'There is no such listing here. Paste the address of its page, or choose that you are not sure'
