import { For, Show } from 'solid-js'
import { generationEn } from '../generation/generation.en.ts'
import { adviceFor } from '../generation/words.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { composerEn } from './composer.en.ts'
import type { StartRefusal } from './composer-requests.ts'
import type { ComposerState } from './create-composer.ts'

/** A refused start in words, with what to do. */
export function Refusal(props: { refusal: StartRefusal }) {
  const words = useWords('generation', generationEn)
  return (
    <>
      <p class="font-medium">{props.refusal.message}</p>
      <Show when={adviceFor(props.refusal.code, words())}>
        {(advice) => <p class="mt-0.5 text-[0.9rem] text-ink">{advice()}</p>}
      </Show>
    </>
  )
}

/** What waits to go, starts under way, and those that failed while the next prompt was being written. */
export function Sendings(props: { composer: ComposerState }) {
  const words = useWords('composer', composerEn)
  return (
    <>
      <For each={props.composer.sendings()}>
        {(sending) => (
          <Show
            when={sending.refused}
            fallback={<p class="appear-late truncate text-[0.9rem] text-soft">{words().sending(sending.title)}</p>}
          >
            {(refusal) => (
              <Notice tone="danger" role="alert">
                <p class="mb-1 text-[0.9rem] text-ink">{words().notStarted(sending.title)}</p>
                <Refusal refusal={refusal()} />
                <div class="mt-2 flex flex-wrap gap-2">
                  <Button size="small" onClick={() => void props.composer.retry(sending)}>
                    {words().tryAgain}
                  </Button>
                  <Button size="small" look="quiet" onClick={() => props.composer.drop(sending.id)}>
                    {words().discard}
                  </Button>
                </div>
              </Notice>
            )}
          </Show>
        )}
      </For>
      <p role="status" class="text-[0.9rem] text-soft empty:sr-only">
        {props.composer.isAwaited() ? words().awaited : null}
      </p>
    </>
  )
}
