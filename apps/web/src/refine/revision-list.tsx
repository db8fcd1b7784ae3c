import { For, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Refused } from '../ui/refused.tsx'
import { When } from '../ui/when.tsx'
import type { RefiningState } from './create-refining.ts'
import { DiffView } from './diff-view.tsx'
import { refineEn } from './refine.en.ts'
import type { RevisionRow } from './refine-requests.ts'

type RevisionListProps = { state: RefiningState; revisions: readonly RevisionRow[] }

/** How an answer came to be what it is: who changed what, newest first; the newest change can be taken back. */
export function RevisionList(props: RevisionListProps) {
  const words = useWords('refine', refineEn)
  const newestFirst = () => props.revisions.toReversed()
  return (
    <Disclosure summary={words().revisions(props.revisions.length)}>
      <ol class="flex flex-col gap-3" aria-label={words().revisionList} reversed>
        <For each={newestFirst()}>
          {(revision, index) => (
            <li class="flex flex-col gap-1.5 border-l-2 border-line pl-3 text-[0.92rem]">
              <div class="flex flex-wrap items-baseline gap-x-2.5">
                <span class="font-medium">{revision.isMine ? words().you : revision.author || words().somebody}</span>
                <span class="text-[0.86rem] text-faint">
                  <When at={revision.createdAt} />
                </span>
                <Show when={index() === 0}>
                  <Button
                    look="quiet"
                    size="small"
                    class="ml-auto"
                    aria-label={words().undoOf(revision.number)}
                    aria-disabled={props.state.isDeciding()}
                    onClick={() => void props.state.undo(revision)}
                  >
                    {words().undo}
                  </Button>
                </Show>
              </div>
              <p class="text-soft">{revision.instruction ? words().asked(revision.instruction) : words().byHand}</p>
              <DiffView before={revision.replaced} after={revision.replacement} />
              <Refused refusal={props.state.decisionRefusal(revision.id)} />
            </li>
          )}
        </For>
      </ol>
    </Disclosure>
  )
}
