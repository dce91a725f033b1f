// What the site has learnt from spam: looked at, and forgotten where it learnt wrongly.
import { Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { count } from '../../platform/text/words.ts'
import { firstOf, onlyNamed, readForm, valuesOf } from '../../platform/web/forms.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { type Learnt, tells } from '../proposals/spam-words.rules.ts'
import type { SpamWords } from '../proposals/spam-words.store.ts'
import { SITE_PATH } from './record.view.ts'
import type { RecordDeps } from './records.routes.ts'

const PATH = '/admin/spam'
const MOST_SHOWN = 200

export function spamAdminRoutes(deps: RecordDeps & { spamWords: SpamWords }): Router {
  const { db, showDesk, guards, audit, spamWords } = deps
  const router = Router()

  router.get(PATH, guards.admin, (_req, res) => {
    const rows = spamWords.list(MOST_SHOWN)
    const page = { groups: groupsOf(rows), more: Math.max(0, spamWords.total() - rows.length) }
    return showDesk(res, 'admin/spam', { title: 'Spam', section: SITE_PATH }, page)
  })

  router.post(`${PATH}/removal`, guards.admin, readForm, (req, res) => {
    const term = firstOf(onlyNamed(['term'], valuesOf(req)), 'term')
    // Whoever presses twice finds it gone, as they wanted.
    inTransaction(db, () => {
      if (!spamWords.remove(term)) return
      const deed = { person_id: personOf(res).id, made_as: 'admin', action: 'removal' } as const
      audit.note({ ...deed, subject_kind: 'spam word', subject_id: null })
    })
    return go(res, PATH)
  })
  return router
}

/** What holds a project by itself or with others, and what does not yet. */
function groupsOf(rows: readonly Learnt[]) {
  const parts = [
    ['Sites: what leads there is held', rows.filter(one => one.kind === 'host' && tells(one))],
    ['Words: what has three of them is held', rows.filter(one => one.kind === 'word' && tells(one))],
    ['Seen, but not enough to tell', rows.filter(one => !tells(one))],
  ] as const
  return parts
    .filter(([, group]) => group.length > 0)
    .map(([heading, group]) => ({ heading, rows: group.map(one => ({ term: one.term, note: noteOf(one) })) }))
}

function noteOf({ in_spam, in_approved }: Learnt): string {
  return `${count(in_spam, 'time', 'times')} in spam, ${count(in_approved, 'time', 'times')} in what was approved`
}
