import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { RequestError } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Refused } from '../ui/refused.tsx'
import type { Tray } from './create-tray.ts'
import { trayEn } from './tray.en.ts'

/** Loads what is older as the reader comes near it; the button is for those who do not scroll. */
export function MoreRows(props: { tray: Tray }) {
  return (
    <Show when={props.tray.hasMore()}>
      <End tray={props.tray} />
    </Show>
  )
}

function End(props: { tray: Tray }) {
  const words = useWords('tray', trayEn)
  const [end, setEnd] = createSignal<HTMLElement>()
  const [problem, setProblem] = createSignal<RequestError | null>(null)
  /** Whether it went well; else it is said why not, and the button is there still. */
  const loadMore = async () => {
    try {
      await props.tray.loadMore()
      setProblem(null)
      return true
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      setProblem(error)
      return false
    }
  }
  onMount(() => {
    const initialEnd = end()
    if (!initialEnd) return
    const goOn = async () => {
      if (!(await loadMore())) return
      // Where a page did not fill what is in sight, nothing would be told of the next.
      observer.unobserve(initialEnd)
      observer.observe(initialEnd)
    }
    const observer = new IntersectionObserver(
      (changes) => {
        if (changes.at(-1)?.isIntersecting) void goOn()
      },
      { rootMargin: '1200px 0px' },
    )
    observer.observe(initialEnd)
    onCleanup(() => observer.disconnect())
  })
  return (
    <div ref={setEnd} class="flex flex-col items-center gap-3">
      <Refused refusal={problem()} />
      <Button aria-disabled={props.tray.isLoadingMore()} onClick={() => void loadMore()}>
        {props.tray.isLoadingMore() ? words().loading : words().showOlder}
      </Button>
    </div>
  )
}
