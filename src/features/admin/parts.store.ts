// Everything the site has of what admins keep, made once: what writes it, files on their way in, editors’ own changes.
import { makeAreaNamer } from '../areas/naming.store.ts'
import { makeCategoryEditor } from '../categories/editing.store.ts'
import { makeCrossingEditor } from '../crossings/editing.store.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import { formGround } from '../initiatives/form.store.ts'
import { placeInitiative } from '../initiatives/placing.rules.ts'
import { makeSynonymsStore } from '../initiatives/synonyms.store.ts'
import { makeAliases } from '../places/aliases.store.ts'
import { type LikelyFound, makeLikely } from '../proposals/likely.search.ts'
import { makeScope, type ScopeParts } from '../proposals/scope.store.ts'
import { makeOwnEdits, type OwnEditParts } from './listing.store.ts'
import { makeUploadsStore } from './uploads.store.ts'

type Parts = Omit<OwnEditParts, 'scope' | 'called' | 'likely'> &
  ScopeParts &
  Parameters<typeof formGround>[0] & { duplicates: Parameters<typeof makeLikely>[0] }

export function makeAdmin(parts: Parts) {
  const { db, clock } = parts
  const scope = makeScope(parts)
  const likelyFor = makeLikely(parts.duplicates)
  function likely(fields: InitiativeFields, different: number[]): LikelyFound[] {
    const placed = placeInitiative(fields, parts.ground)
    return placed.ok ? likelyFor({ proposal: { asked: fields }, different }, placed.placing) : []
  }
  return {
    areaNamer: makeAreaNamer(db),
    aliases: makeAliases(db),
    categoryEditor: makeCategoryEditor(db),
    crossingEditor: makeCrossingEditor(db),
    synonyms: makeSynonymsStore(db),
    uploads: makeUploadsStore(db, clock),
    scope,
    ownEdits: makeOwnEdits({ ...parts, scope, called: () => formGround(parts), likely }),
  }
}
