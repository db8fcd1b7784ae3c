import type { StartPorts } from '@sluice/core/generation/start'
import { refineSpan, refuseRefinement } from '@sluice/core/revision/refine'
import { reviseGeneration, undoRevision } from '@sluice/core/revision/revise'
import type { Viewer } from '@sluice/core/viewer'
import type { Statements } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import { makeRefusalStore } from '../store/refusal-store.ts'
import { makeRevisionStore } from '../store/revision-store.ts'
import { makeRevisionTexts } from '../store/revision-texts.ts'

/** What revisions work with. */
export interface RevisionsOptions {
  readonly database: Statements
  readonly start: StartPorts
  /** Something that people see of a generation is another now. */
  readonly onChanged: () => void
}

/** Hands each request what it may do to outputs, as its viewer. */
export function makeRevisionsFor({
  database,
  start,
  onChanged,
}: RevisionsOptions): (viewer: Viewer) => Pick<Context, 'revisions'> {
  const revisions = makeRevisionStore({ sql: database, onRevised: onChanged })
  const refusals = makeRefusalStore({ database, onRefused: onChanged })
  return (viewer) => {
    let textAfter: ReturnType<typeof makeRevisionTexts> | undefined // of one request: what it asks for at once is one reading
    return {
      revisions: () => ({
        refine: (input) => refineSpan({ start, revisions }, viewer, input),
        revise: (revising) => reviseGeneration(revisions, viewer, revising),
        refuse: (id) => refuseRefinement(refusals, viewer, id),
        undo: (what) => undoRevision(revisions, viewer, what),
        textAfter: (textAfter ??= makeRevisionTexts(database)),
      }),
    }
  }
}
