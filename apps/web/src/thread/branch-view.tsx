import { createMemo, For, onCleanup, onMount, Show } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { scrollerOf } from '../ui/scroller.ts'
import type { Branch } from './create-branch.ts'
import type { Deeds } from './create-deeds.ts'
import type { Thread } from './create-thread.ts'
import { threadEn } from './thread.en.ts'
import { TurnView } from './turn.tsx'

type BranchViewProps = { thread: Thread; branch: Branch; deeds: Deeds | null; mayStop: (entry: Entry) => boolean }

/** The stretch of a branch that is on the page; more of it comes as the reader nears its ends. */
export function BranchView(props: BranchViewProps) {
  const words = useWords('thread', threadEn)
  // By what they go on from: then the tabs of a turn stay where they are, and keep the focus, whichever is shown.
  const keys = createMemo(() => props.branch.shown().map(({ key }) => key))
  return (
    <>
      <Show when={keys().length > 0 && !props.branch.isAtBeginning()}>
        <More label={words().earlier} onNear={props.branch.showEarlier} />
      </Show>
      <For each={keys()}>
        {(key) => (
          <Show when={props.branch.turnOf(key)}>
            {(turn) => (
              <TurnView
                turn={turn()}
                thread={props.thread}
                branch={props.branch}
                deeds={props.deeds}
                mayStop={props.mayStop}
              />
            )}
          </Show>
        )}
      </For>
      <Show when={!props.branch.isAtEnd()}>
        <More label={words().later} onNear={props.branch.showLater} />
      </Show>
    </>
  )
}

/** Asks for more as soon as the reader comes near, and again while they are; pressed, too, for those who come by keys. */
function More(props: { label: string; onNear: () => Promise<void> }) {
  let button: HTMLButtonElement | undefined
  onMount(() => {
    if (!button) return
    const element = button
    let isAsking = false
    const ask = async () => {
      if (isAsking) return
      isAsking = true
      const scroller = scrollerOf(element).element
      // At its very top a page that grows is not held in place by the browser.
      if (scroller.scrollTop === 0 && scroller.scrollHeight > scroller.clientHeight) scroller.scrollTop = 1
      const hasCome = await props.onNear().then(
        () => true,
        () => false,
      )
      isAsking = false
      observer.unobserve(element)
      // Of a server that does not answer the reader asks again by pressing.
      if (hasCome) observer.observe(element)
    }
    const observer = new IntersectionObserver((changes) => changes.at(-1)?.isIntersecting && void ask(), {
      root: element.closest('[data-scroller]'),
      rootMargin: '1200px',
    })
    observer.observe(element)
    element.addEventListener('click', () => void ask())
    onCleanup(() => observer.disconnect())
  })
  return (
    <Button ref={(element) => (button = element)} class="self-center">
      {props.label}
    </Button>
  )
}
