import { For, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import type { RefiningState } from '../refine/create-refining.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Refused } from '../ui/refused.tsx'
import type { CommentRow } from './comment-requests.ts'
import { CommentView } from './comment-view.tsx'
import { commentsEn } from './comments.en.ts'
import type { Commenting } from './create-commenting.ts'

type CommentListProps = { state: RefiningState; commenting: Commenting }

/** What people have said about an answer; what has been dealt with is folded away. */
export function CommentList(props: CommentListProps) {
  const words = useWords('comments', commentsEn)
  const open = () => props.commenting.comments().filter(({ resolvedAt }) => resolvedAt === null)
  const resolved = () => props.commenting.comments().filter(({ resolvedAt }) => resolvedAt !== null)
  const list = (comments: readonly CommentRow[], label: string) => (
    <ul role="list" tabIndex={-1} aria-label={label} class="flex flex-col gap-2">
      <For each={comments}>{(comment) => <CommentView comment={comment} commenting={props.commenting} />}</For>
    </ul>
  )
  return (
    <div role="group" aria-label={words().comments} class="flex flex-col gap-2">
      <Show when={open().length > 0}>{list(open(), words().comments)}</Show>
      <Refused refusal={props.commenting.listRefusal()} />
      <Show when={resolved().length > 0}>
        <Disclosure summary={words().resolved(resolved().length)}>
          {list(resolved(), words().resolved(resolved().length))}
        </Disclosure>
      </Show>
    </div>
  )
}
