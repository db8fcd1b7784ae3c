import { For, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Entry } from './create-entry.ts'
import { generationEn } from './generation.en.ts'
import { adviceFor, noticeWords } from './words.ts'

/** Only what happened last is news; the attempts in the details tell the rest. */
const shownNotices = 2

/** What went otherwise than planned, without ending the generation. */
export function GenerationNotices(props: { entry: Entry }) {
  const words = useWords('generation', generationEn)
  return (
    <For each={props.entry.view().notices.slice(-shownNotices)}>
      {(notice) => (
        <Notice tone="warning">
          <p class="text-[0.9rem]">
            <span class="font-medium">
              {notice.message === null ? `${words().restarted} ` : ''}
              {noticeWords(notice.reason, words())}.
            </span>{' '}
            {notice.message}
          </p>
        </Notice>
      )}
    </For>
  )
}

/** How a generation failed, and what to do about it. */
export function GenerationFailure(props: { entry: Entry }) {
  const words = useWords('generation', generationEn)
  return (
    <Show when={props.entry.view().error}>
      {(error) => (
        <Notice tone="danger">
          <p class="font-medium">{error().message}</p>
          <p class="mt-0.5 text-[0.9rem] text-ink">{adviceFor(error().code, words())}</p>
          <p class="mt-1 font-mono text-[0.8rem]">{error().code}</p>
        </Notice>
      )}
    </Show>
  )
}
