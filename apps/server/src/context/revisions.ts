import { requireScope } from '@sluice/core/access/scope'
import type { StartPorts } from '@sluice/core/generation/start'
import { refineSpan, refuseRefinement } from '@sluice/core/revision/refine'
import { reviseGeneration, undoRevision } from '@sluice/core/revision/revise'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import type { Signals } from '../signals.ts'
import { makeRefusalStore } from '../store/refusal-store.ts'
import { makeRevisionStore } from '../store/revision-store.ts'
import { makeRevisionTexts } from '../store/revision-texts.ts'

/** What revisions work with. */
export interface RevisionsOptions {
  readonly sql: Sql
  readonly start: StartPorts
  /** Somebody may look at what has just been changed. */
  readonly signals: Pick<Signals, 'send'>
}

/** Hands each request what it may do to outputs, as its viewer. */
export function makeRevisionsFor({
  sql,
  start,
  signals,
}: RevisionsOptions): (viewer: Viewer) => Pick<Context, 'revisions'> {
  const onRevised = () => signals.send({ kind: 'appended' })
  const revisions = makeRevisionStore({ sql, onRevised })
  const refusals = makeRefusalStore({ sql, onRefused: onRevised })
  return (viewer) => ({
    revisions: {
      async refine(input) {
        requireScope(viewer, 'START')
        return refineSpan({ start, revisions }, viewer, input)
      },
      async revise(revising) {
        requireScope(viewer, 'START')
        await reviseGeneration(revisions, viewer, revising)
      },
      async refuse(id) {
        requireScope(viewer, 'START')
        await refuseRefinement(refusals, viewer, id)
      },
      async undo(what) {
        requireScope(viewer, 'START')
        await undoRevision(revisions, viewer, what)
      },
      textAfter: makeRevisionTexts(sql),
    },
  })
}
