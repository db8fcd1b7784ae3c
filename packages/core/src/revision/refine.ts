import { requireScope } from '../access/scope.ts'
import { AppError, notFound } from '../app-error.ts'
import { maxPromptLength } from '../generation/asked.ts'
import { findStarted, type StartInput, type StartPorts, start } from '../generation/start.ts'
import { InvalidInput } from '../invalid-input.ts'
import { toWellFormed } from '../text/well-formed.ts'
import type { Viewer } from '../viewer.ts'
import { refinePrompt } from './refine-prompt.ts'
import type { NewRefinement } from './refinement.ts'
import { hasChanged, type RevisionStore } from './revision.ts'
import { checkSpan } from './span.ts'

/** Which span is to be rewritten, how, and by whom. */
export interface RefineInput
  extends NewRefinement,
    Pick<StartInput, 'model' | 'parameters' | 'idempotencyKey' | 'isInternal'> {}

/** What {@link refineSpan} works with. */
export interface RefinePorts {
  readonly start: StartPorts
  readonly revisions: Pick<RevisionStore, 'find'>
}

const maxInstructionLength = 4_000

/**
 * Starts a generation that rewrites one span of an output, and changes nothing of that. In line, budgets, allowed models and what a
 * repeat answers it is like any other.
 *
 * @throws what `start` throws, or AppError with REVISION_CONFLICT when there is a newer revision than that of the span
 */
export async function refineSpan(ports: RefinePorts, viewer: Viewer, input: RefineInput): Promise<string> {
  requireScope(viewer, 'START')
  const { of, revision, start: from, end, commentId, model, parameters, isInternal } = input
  const [instruction, quote] = [toWellFormed(input.instruction), toWellFormed(input.quote)]
  const idempotencyKey = toWellFormed(input.idempotencyKey)
  if (instruction.trim() === '' || instruction.length > maxInstructionLength) {
    throw new InvalidInput('instruction', `An instruction has 1 to ${maxInstructionLength} characters.`)
  }
  const refinement: NewRefinement = { of, revision, start: from, end, quote, instruction, commentId }
  const asked = { model, parameters, idempotencyKey, isInternal, parentId: of, labels: [], refinement }
  const prompt = await promptFor(ports, viewer, refinement)
  if (typeof prompt === 'string') return start(ports.start, viewer, { ...asked, prompt })
  // A repeat is answered even when the text has changed since.
  const before = await findStarted(ports.start, viewer, { ...asked, prompt: '' })
  if (before !== null) return before
  throw prompt
}

/** What is asked of the model, or why it is not. */
async function promptFor(
  { revisions }: RefinePorts,
  viewer: Viewer,
  { of, revision, instruction, commentId, ...span }: NewRefinement,
): Promise<string | AppError> {
  const standing = await revisions.find(viewer, { generationId: of, commentId })
  if (!standing) return notFound('generation')
  if (commentId !== null && !standing.hasComment) return notFound('comment')
  const { text, newest, hasEnded, isRefinement } = standing
  if (!hasEnded)
    return new InvalidInput('generationId', 'It is still being written. Wait until it has ended, or cancel it.')
  if (isRefinement) {
    return new InvalidInput('generationId', 'It only rewrites a span of another generation: refine that one.')
  }
  if (revision !== (newest?.number ?? 0)) return hasChanged()
  checkSpan(text, span)
  if (span.quote.trim() === '') return new InvalidInput('quote', 'There is nothing in this span to rewrite.')
  const prompt = refinePrompt({ ...span, text, instruction })
  return prompt.length > maxPromptLength
    ? new InvalidInput('generationId', 'The text is too long to be sent with one span of it marked.')
    : prompt
}

/** Where refinements are refused. */
export interface RefusalStore {
  refuse(viewer: Viewer, id: string): Promise<'refused' | 'accepted' | 'not-found'>
}

/**
 * Refuses what a refinement suggests; twice is harmless. Nothing of it is lost, and it can be accepted still.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND, or with REVISION_CONFLICT when it has been accepted
 */
export async function refuseRefinement(store: RefusalStore, viewer: Viewer, id: string): Promise<void> {
  requireScope(viewer, 'START')
  switch (await store.refuse(viewer, id)) {
    case 'refused':
      return
    case 'not-found':
      throw notFound('refinement')
    case 'accepted':
      throw new AppError('REVISION_CONFLICT', { message: 'It has been accepted. Undo that revision instead.' })
  }
}
