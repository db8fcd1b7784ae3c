import type { Api } from '../graphql/api.ts'
import { outcomeOf } from '../graphql/outcome.ts'
import {
  AddCommentDocument,
  type AddCommentInput,
  type CommentFieldsFragment,
  DeleteCommentDocument,
  ResolveCommentDocument,
} from '../refine/generated/graphql.ts'

/** What somebody has said about an answer, or about a passage of it. */
export type CommentRow = CommentFieldsFragment

/** Says something about an answer. */
export const addComment = (api: Api, input: AddCommentInput) =>
  outcomeOf(api.request(AddCommentDocument, { input }).then((data) => data.addComment))

/** Says that a comment has been dealt with, or has not. */
export const resolveComment = (api: Api, input: { id: string; isResolved: boolean }) =>
  outcomeOf(api.request(ResolveCommentDocument, { input }).then((data) => data.resolveComment))

/** Deletes a comment. */
export const deleteComment = (api: Api, id: string) =>
  outcomeOf(api.request(DeleteCommentDocument, { input: { id } }).then((data) => data.deleteComment))
