// What somebody sent beside a listing that may be the same.
import { Router } from 'express'
import { notFound } from '../../platform/web/errors.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import { type FieldName, fieldNames, wordsFor } from '../initiatives/fields.ts'
import { personOf } from '../people/guards.routes.ts'
import { diffFields } from './diff.rules.ts'
import { type ItemRouteDeps, makeItemDesk } from './item.routes.ts'
import { deskHead } from './queue.routes.ts'
import { QUEUE_PATH, readQueueFilters } from './queue.rules.ts'
import { itemPath } from './queue.view.ts'
import { sayValue } from './values.rules.ts'

export function comparisonRoutes(deps: ItemRouteDeps): Router {
  const { reader, scope, items, guards, clock } = deps
  const desk = makeItemDesk(deps)
  const router = Router()
  router.get(`${QUEUE_PATH}/:id/comparison/:other`, guards.editor, (req, res) => {
    const proposal = desk.found(req, res)
    const person = personOf(res)
    const other = numberOf(req.params.other)
    const listing = reader.entered(other)
    const { whole, proposal: asked } = items.of(proposal, person, clock())
    if (!listing) throw notFound('There is no such listing.')
    const said = whole ?? asked.asked
    // Where a listing elsewhere really is, is nobody's to see but its own editors'.
    const isOurs = scope.mayEdit(person, other)
    const called = deps.formGround()
    const names = fieldNames.filter(
      (name: FieldName) =>
        (isOurs || wordsFor(name).kept !== 'private') &&
        sayValue(name, listing.fields[name], called) + sayValue(name, said[name], called) !== '',
    )
    const isSent = asked.kind === 'new' || asked.kind === 'edit'
    const sent = isSent ? 'What was sent' : items.titleOf(proposal)
    const page = {
      title: `${items.titleOf(proposal)} and ${listing.fields.name}`,
      back: { href: itemPath(proposal.id, readQueueFilters(req.query)), label: 'Back to the item' },
      lead: isOurs ? '' : 'It lies outside your areas, so its address is left out.',
      diff: {
        ...{ caption: 'The two side by side', before: listing.fields.name, after: sent, take: '' },
        rows: diffFields(listing.fields, said, called, names).map(row => ({ ...row, note: '', tick: null })),
      },
    }
    return deps.showDesk(res, 'proposals/comparison', deskHead(page.title), page, { keeper: 'nobody' })
  })
  return router
}
