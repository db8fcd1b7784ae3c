import { createEffect, on } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import type { Anchor } from '../refine/carry-span.ts'
import type { AnnotationsState } from '../refine/create-annotations.ts'
import type { RefiningState } from '../refine/create-refining.ts'
import { createAction, createRefusal } from '../ui/create-action.ts'
import { addComment, type CommentRow, deleteComment, resolveComment } from './comment-requests.ts'

/** What a comment is about; null for the whole answer. */
function anchorOfComment({ start, end, quote, revision }: CommentRow): Anchor | null {
  return start === null || end === null || quote === null ? null : { start, end, quote, revision }
}

type CommentingOptions = { state: RefiningState; annotations: AnnotationsState }

/** The comments on an answer, and what is done with them. */
export function createCommenting({ state, annotations }: CommentingOptions) {
  const api = useApi()
  const comments = (): readonly CommentRow[] => annotations.current()?.comments ?? []
  const addition = createAction(() => {
    const anchor = state.asked()?.anchor
    return addComment(api, {
      generationId: state.entry.id,
      revision: state.newest(),
      ...(anchor && state.askedQuote()),
      text: state.words().trim(),
    })
  })
  createEffect(on(state.asked, addition.forget, { defer: true }))
  const told = createRefusal()
  const resolution = createAction((id: string, isResolved: boolean) => resolveComment(api, { id, isResolved }), told)
  const deletion = createAction((id: string) => deleteComment(api, id), told)
  const placeOf = (comment: CommentRow) => {
    const anchor = anchorOfComment(comment)
    return anchor && state.place(anchor)
  }
  return {
    comments,
    placeOf,
    /** The passages that are spoken of and not dealt with. */
    spans: () =>
      comments()
        .filter(({ resolvedAt }) => resolvedAt === null)
        .flatMap((comment) => placeOf(comment) ?? []),
    beginOnAll: () => state.ask({ anchor: null, mode: 'comment' }),
    add: async () => {
      if (state.words().trim() === '' || state.isAskedGone()) return
      if (!(await addition.act())) return
      state.leave()
      await annotations.refetch()
    },
    resolve: async (id: string, isResolved: boolean) => {
      if (await resolution.act(id, isResolved)) await annotations.refetch()
    },
    remove: async (id: string) => {
      if (await deletion.act(id)) await annotations.refetch()
    },
    /** Makes a comment the instruction. */
    askModel: (comment: CommentRow) =>
      state.askWith({ anchor: anchorOfComment(comment), mode: 'change', commentId: comment.id }, comment.text),
    isBusy: () => addition.isBusy() || resolution.isBusy() || deletion.isBusy(),
    refusal: addition.refusal,
    listRefusal: told[0],
  }
}

export type Commenting = ReturnType<typeof createCommenting>
