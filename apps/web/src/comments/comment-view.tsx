import { Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { When } from '../ui/when.tsx'
import type { CommentRow } from './comment-requests.ts'
import { commentsEn } from './comments.en.ts'
import type { Commenting } from './create-commenting.ts'

type CommentViewProps = { comment: CommentRow; commenting: Commenting }

/** One comment: of whom, about which words, and what can be done with it. */
export function CommentView(props: CommentViewProps) {
  const words = useWords('comments', commentsEn)
  const isResolved = () => props.comment.resolvedAt !== null
  const isGone = () => props.comment.quote !== null && props.commenting.placeOf(props.comment) === null
  const author = () => (props.comment.isMine ? words().you : props.comment.author || words().somebody)
  return (
    <li class="flex flex-col gap-1.5 rounded-xl border border-line bg-surface px-3.5 py-2.5 text-[0.92rem]">
      <div class="flex flex-wrap items-baseline gap-x-2.5">
        <span class="font-medium">{author()}</span>
        <span class="text-[0.86rem] text-faint">
          <When at={props.comment.createdAt} />
        </span>
        <Show when={isResolved()}>
          <span class="text-[0.86rem] text-faint">
            {words().resolvedBy(props.comment.resolvedBy || words().somebody)}
          </span>
        </Show>
      </div>
      <Show when={props.comment.quote} fallback={<p class="text-[0.86rem] text-faint">{words().onAll}</p>}>
        <blockquote
          dir="auto"
          class="line-clamp-3 border-l-2 border-warning pl-2.5 text-soft [overflow-wrap:anywhere]"
          classList={{ 'line-through': isGone() }}
        >
          {props.comment.quote}
        </blockquote>
      </Show>
      <Show when={isGone()}>
        <p class="text-[0.86rem] text-faint">{words().gone}</p>
      </Show>
      <p dir="auto" class="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {props.comment.text}
      </p>
      <div class="-ml-2.5 flex flex-wrap items-center gap-1">
        <Show when={!isResolved() && !isGone()}>
          <Button look="quiet" size="small" onClick={() => props.commenting.askModel(props.comment)}>
            {words().askModel}
          </Button>
        </Show>
        <Button
          look="quiet"
          size="small"
          aria-disabled={props.commenting.isBusy()}
          onClick={() => void props.commenting.resolve(props.comment.id, !isResolved())}
        >
          {isResolved() ? words().reopen : words().resolve}
        </Button>
        <Show when={props.comment.mayDelete}>
          <AskFirst
            label={words().remove}
            of={words().ofComment(author())}
            question={words().removeQuestion}
            isBusy={props.commenting.isBusy()}
            onConfirm={() => void props.commenting.remove(props.comment.id)}
          />
        </Show>
      </div>
    </li>
  )
}
