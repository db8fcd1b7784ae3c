import type { Api } from '../graphql/api.ts'
import { outcomeOf } from '../graphql/outcome.ts'
import {
  type AnnotationFieldsFragment,
  AnnotationsDocument,
  RefinementDocument,
  type RefinementQuery,
  RefineSpanDocument,
  type RefineSpanInput,
  RefuseRefinementDocument,
  ReviseGenerationDocument,
  type ReviseGenerationInput,
  type RevisionFieldsFragment,
  UndoRevisionDocument,
} from './generated/graphql.ts'

/** What people have made of an answer: its revisions, their comments, what they think of it. */
export type Annotations = AnnotationFieldsFragment
export type RevisionRow = RevisionFieldsFragment
/** The passage that is rewritten, and the instruction. */
export type RefinementRow = NonNullable<NonNullable<RefinementQuery['generation']>['refinement']>

/** What people have made of an answer; null when there is none that the viewer may see. */
export const loadAnnotations = async (api: Api, id: string): Promise<Annotations | null> =>
  (await api.request(AnnotationsDocument, { id })).generation

/** Which passage is rewritten by a generation, and how; null when it may not be seen, or rewrites none. */
export const loadRefinement = async (api: Api, id: string): Promise<RefinementRow | null> =>
  (await api.request(RefinementDocument, { id })).generation?.refinement ?? null

/** Has a span rewritten: starts a generation that answers with what is to stand there. */
export const refineSpan = (api: Api, input: RefineSpanInput) =>
  outcomeOf(api.request(RefineSpanDocument, { input }).then((data) => data.refineSpan))

/** Puts something else in place of a span. */
export const reviseGeneration = (api: Api, input: ReviseGenerationInput) =>
  outcomeOf(api.request(ReviseGenerationDocument, { input }).then((data) => data.reviseGeneration))

/** Says no to what was suggested. */
export const refuseRefinement = (api: Api, id: string) =>
  outcomeOf(api.request(RefuseRefinementDocument, { input: { id } }).then((data) => data.refuseRefinement))

/** Takes the newest revision back. */
export const undoRevision = (api: Api, input: { generationId: string; number: number }) =>
  outcomeOf(api.request(UndoRevisionDocument, { input }).then((data) => data.undoRevision))
