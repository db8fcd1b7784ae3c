import { For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { When } from '../ui/when.tsx'
import { feedbackEn } from './feedback.en.ts'
import type { FeedbackRow } from './feedback-requests.ts'

/** What people think of an answer, newest first. */
export function FeedbackList(props: { feedback: readonly FeedbackRow[] }) {
  const words = useWords('feedback', feedbackEn)
  return (
    <Disclosure summary={words().others} note={String(props.feedback.length)}>
      <ul role="list" aria-label={words().others} class="flex flex-col gap-2 text-[0.92rem]">
        <For each={props.feedback}>
          {(one) => (
            <li class="border-l-2 border-line pl-3">
              <p class="flex flex-wrap items-baseline gap-x-2.5">
                <span class="font-medium">{one.isMine ? words().you : one.author || words().somebody}</span>
                <Switch>
                  <Match when={one.rating === 'UP'}>{words().good}</Match>
                  <Match when={one.rating === 'DOWN'}>{words().bad}</Match>
                </Switch>
                <Show when={one.chosenOver.length > 0}>
                  <span class="text-soft">{words().tookIt(one.chosenOver.length)}</span>
                </Show>
                <span class="text-[0.86rem] text-faint">
                  <When at={one.at} />
                </span>
              </p>
              <Show when={one.note}>
                <p dir="auto" class="whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {one.note}
                </p>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </Disclosure>
  )
}
