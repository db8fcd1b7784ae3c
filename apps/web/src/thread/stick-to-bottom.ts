import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'
import { type Scroller, scrollerOf } from '../ui/scroller.ts'

const nearBottomPx = 48

const distanceToBottom = ({ element }: Scroller) => element.scrollHeight - element.clientHeight - element.scrollTop

/** Whoever marks text would lose it under the pointer. */
const isMarking = (content: Element) => {
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && content.contains(selection.anchorNode)
}

/**
 * Keeps the end of `content` in sight while it grows, if the reader was there. Any move upwards lets go at once, and so does
 * marking text; only the reader's own return to the end takes hold again.
 */
export function createStickToBottom(content: Accessor<HTMLElement | undefined>) {
  const [isStuck, setStuck] = createSignal(false)
  let scroller: Scroller | undefined
  let lastTop = 0

  const toBottom = () => {
    setStuck(true)
    const element = content()
    scroller ??= element && scrollerOf(element)
    scroller?.element.scrollTo({ top: scroller.element.scrollHeight, behavior: 'instant' })
  }
  const onScroll = () => {
    if (!scroller) return
    const top = scroller.element.scrollTop
    if (top < lastTop - 1 && distanceToBottom(scroller) > 1) setStuck(false)
    else if (top > lastTop && distanceToBottom(scroller) < nearBottomPx) setStuck(true)
    lastTop = top
  }
  const onWheel = (event: Event) => event instanceof WheelEvent && event.deltaY < 0 && setStuck(false)

  onMount(() => {
    const element = content()
    if (!element) return
    const { events } = (scroller = scrollerOf(element))
    const observer = new ResizeObserver(() => {
      if (isMarking(element)) setStuck(false)
      else if (isStuck()) toBottom()
    })
    observer.observe(element)
    events.addEventListener('scroll', onScroll, { passive: true })
    events.addEventListener('wheel', onWheel, { passive: true })
    onCleanup(() => {
      observer.disconnect()
      events.removeEventListener('scroll', onScroll)
      events.removeEventListener('wheel', onWheel)
    })
  })

  return { isStuck, toBottom, release: () => setStuck(false) }
}

export type StickToBottom = ReturnType<typeof createStickToBottom>
