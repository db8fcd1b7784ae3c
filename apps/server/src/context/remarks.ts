import { addComment, deleteComment, resolveComment } from '@sluice/core/comment/comment'
import { chooseGeneration, giveFeedback } from '@sluice/core/feedback/feedback'
import type { EventLog } from '@sluice/core/generation/event-log'
import type { Database } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import type { SignedIn } from '../auth/viewer.ts'
import { makeCommentStore } from '../store/comment-store.ts'
import { makeCommentedText } from '../store/commented-text.ts'
import { makeFeedbackStore } from '../store/feedback-store.ts'

/** Who says something about generations, and from where. */
export interface Remarking {
  readonly database: Database
  readonly signedIn: SignedIn
  readonly address: string | null
  readonly eventLog: EventLog
  /** Something that people see of a generation is another now. */
  readonly onChanged: () => void
}

/** What people say about generations. Each use case looks at the viewer's right itself. */
export function remarksFor({
  database,
  signedIn: { viewer },
  address,
  eventLog,
  onChanged,
}: Remarking): Pick<Context, 'comments' | 'feedback'> {
  return {
    comments() {
      const comments = makeCommentStore({ database, address, onChanged })
      const texts = makeCommentedText(database, eventLog)
      return {
        add: (comment) => addComment({ comments, texts }, viewer, comment),
        resolve: (comment) => resolveComment(comments, viewer, comment),
        delete: (id) => deleteComment(comments, viewer, id),
      }
    },
    feedback() {
      const store = makeFeedbackStore(database)
      return {
        give: (opinion) => giveFeedback(store, viewer, opinion),
        choose: (choice) => chooseGeneration(store, viewer, choice),
      }
    },
  }
}
