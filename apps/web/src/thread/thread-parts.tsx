import { A } from '@solidjs/router'
import CornerDownRight from 'lucide-solid/icons/corner-down-right'
import GitFork from 'lucide-solid/icons/git-fork'
import { Show } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { generationEn } from '../generation/generation.en.ts'
import { titleOf } from '../generation/words.ts'
import { useWords } from '../i18n/words.tsx'
import { threadEn } from './thread.en.ts'

/** Says what a follow-up goes on from. */
export function FollowNote(props: { parent: Entry | undefined }) {
  const words = useWords('thread', threadEn)
  const generationWords = useWords('generation', generationEn)
  return (
    <Show when={props.parent}>
      {(parent) => (
        <p class="flex min-w-0 items-center gap-1.5 px-1.5 text-[0.8rem] text-faint">
          <CornerDownRight size={13} class="shrink-0" aria-hidden="true" />
          <span class="truncate">
            {parent().row().prompt === ''
              ? words().followsInternal
              : words().follows(titleOf(parent().row().prompt, generationWords().untitled, 90))}
          </span>
        </p>
      )}
    </Show>
  )
}

/** Fades in late, so that a quick answer never shows it. */
export function LoadingThread() {
  const words = useWords('thread', threadEn)
  return <p class="appear-late text-soft">{words().loadingThread}</p>
}

/** Where a fork comes from, for those who see that. */
export function ForkNote(props: { from: { id: string; title: string } | undefined }) {
  const words = useWords('thread', threadEn)
  const generationWords = useWords('generation', generationEn)
  return (
    <Show when={props.from}>
      {(from) => (
        <p class="flex min-w-0 items-center gap-1.5 text-[0.86rem] text-soft">
          <GitFork size={14} class="shrink-0" aria-hidden="true" />
          <span class="shrink-0">{words().forkedFrom}</span>
          <A
            href={`/t/${encodeURIComponent(from().id)}`}
            class="truncate font-medium text-accent-strong underline underline-offset-2"
          >
            {titleOf(from().title, generationWords().untitled, 80)}
          </A>
        </p>
      )}
    </Show>
  )
}

/** What may not be seen looks the same as what does not exist. */
export function MissingThread() {
  const words = useWords('thread', threadEn)
  return (
    <section class="py-10 text-center">
      <h1 class="text-lg font-semibold">{words().noThread}</h1>
      <p class="mt-1 text-soft">{words().noThreadWhy}</p>
      <A href="/" class="mt-4 inline-block font-medium text-accent-strong underline underline-offset-2">
        {words().backToTray}
      </A>
    </section>
  )
}
