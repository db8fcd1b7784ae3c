import type { WhileRunning as WhileRunningValues } from '@sluice/core/generation/place'
import type { GenerationPriority as GenerationPriorityValues } from '@sluice/core/line/priority'
import type { SpaceRole as Role, ThreadVisibility as Visibility } from '@sluice/core/space/space'
import type { Viewer } from '@sluice/core/viewer'
import type {
  AttemptOutcome as AttemptOutcomeValues,
  FinishReason as FinishReasonValues,
  GenerationHold as GenerationHoldValues,
  GenerationPhase as GenerationPhaseValues,
  GenerationStatus as GenerationStatusValues,
} from '@sluice/prisma/client'
import { builder } from './builder.ts'

/** Where a generation stands. */
export const GenerationStatus = builder.enumType('GenerationStatus', {
  description: 'Where a generation stands. The last four are for ever.',
  values: describe<keyof typeof GenerationStatusValues>({
    QUEUED: 'Waiting in line, or held.',
    RUNNING: 'A worker is on it.',
    CANCELLING: 'Someone asked to stop it, and its worker has not yet confirmed.',
    SUCCEEDED: 'Ended with its whole output.',
    FAILED: 'Ended with an error. What had been written is kept.',
    CANCELLED: 'Stopped on request. What had been written is kept.',
    INTERRUPTED: 'Lost too often with its worker. What had been written is kept.',
  }),
})

/** What a running generation is doing. */
export const GenerationPhase = builder.enumType('GenerationPhase', {
  description: 'What a running generation is doing.',
  values: describe<keyof typeof GenerationPhaseValues>({
    CALLING: 'The provider has been asked; nothing has come back yet.',
    THINKING: 'The model is thinking.',
    WRITING: 'The answer is being written.',
  }),
})

/** Why a queued generation is not in line yet. */
export const GenerationHold = builder.enumType('GenerationHold', {
  description: 'Why a queued generation is not in line yet.',
  values: describe<keyof typeof GenerationHoldValues>({
    RETRY: 'The last attempt failed, and it is tried again in a moment.',
    PARENT: 'The generation that it refines has not ended.',
    APPROVAL: 'A budget has no room for it: until an owner of its space says yes, or there is room.',
  }),
})

/** How soon a generation is wanted. */
export const GenerationPriority = builder.enumType('GenerationPriority', {
  description: "How soon a generation is wanted. Orders only what its person has in line: nobody else's place changes.",
  values: describe<GenerationPriorityValues>({
    INTERACTIVE: 'Someone waits for it.',
    BACKGROUND: 'After all that is INTERACTIVE. Takes half of any cap at most, so that people always find room.',
  }),
})

/** What to do when the generation to refine has not ended. */
export const WhileRunning = builder.enumType('WhileRunning', {
  description: 'What to do when the generation to refine has not ended. When it has ended, all three are the same.',
  values: describe<WhileRunningValues>({
    QUEUE: 'Wait for it (hold PARENT), and fail with PARENT_FAILED if it does not succeed.',
    INTERRUPT: 'Cancel it, wait until it has ended, however it does, and go on from what it has written.',
    BRANCH:
      'Do not wait: begin at once beside it, as an alternative to it. The parent is then the nearest ancestor that has ended; null when there is none.',
  }),
})

/** Why the model stopped by itself. */
export const FinishReason = builder.enumType('FinishReason', {
  description: 'Why the model stopped by itself.',
  values: describe<keyof typeof FinishReasonValues>({
    STOP: 'It said all that it had to say.',
    LENGTH: 'It reached the limit of output tokens.',
    REFUSAL: 'It declined to answer.',
  }),
})

/** How one try at a provider ended. */
export const AttemptOutcome = builder.enumType('AttemptOutcome', {
  description: 'How one try at a provider ended.',
  values: describe<keyof typeof AttemptOutcomeValues>({
    SUCCEEDED: 'With the whole output.',
    FAILED: 'With an error.',
    CANCELLED: 'Stopped on request.',
    LOST: 'Its worker was lost.',
    RETURNED: 'Given back by a worker that was shutting down.',
  }),
})

/** How much a model that can think should do so. */
export const ReasoningEffort = builder.enumType('ReasoningEffort', {
  description: 'How much a model that can think should do so.',
  values: describe<'LOW' | 'MEDIUM' | 'HIGH'>({
    LOW: 'As little as it can.',
    MEDIUM: 'As usual.',
    HIGH: 'As much as it can.',
  }),
})

/** Enum values for Pothos from a text for each. */
export function describe<Value extends string>(texts: Record<Value, string>): Record<Value, { description: string }> {
  const entries = Object.entries<string>(texts).map(([value, description]) => [value, { description }])
  // Object.fromEntries forgets the keys' type; they are those of `texts`.
  return Object.fromEntries(entries) as Record<Value, { description: string }>
}

/** How someone signs in. */
export const PrincipalKind = builder.enumType('PrincipalKind', {
  description: 'How someone signs in.',
  values: describe<Viewer['kind']>({
    PERSON: 'A person, in a browser.',
    SERVICE: 'An internal service, with a bearer token.',
  }),
})

/** What somebody is in a space. */
export const SpaceRole = builder.enumType('SpaceRole', {
  description: 'What somebody is in a space.',
  values: describe<Role>({
    OWNER: 'Lets others in and out, and sees and stops everything that is shared there.',
    STAFF: 'Sees and stops everything that is shared there.',
    PARTNER: 'Sees what is shared there, but neither what others cost nor prompts that are marked internal.',
  }),
})

/** Who sees a thread beside the one who began it. */
export const ThreadVisibility = builder.enumType('ThreadVisibility', {
  description: 'Who sees a thread beside the one who began it.',
  values: describe<Visibility>({ PRIVATE: 'Nobody.', SPACE: 'Everybody in its space.' }),
})
