import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'

const nearBottomPx = 48

const distanceToBottom = () => {
  const page = document.documentElement
  return page.scrollHeight - page.clientHeight - page.scrollTop
}

/**
 * Keeps the end of `content` in sight while it grows, if the reader was there. Any move upwards lets go at once; only the
 * reader's own return to the end takes hold again.
 */
export function createStickToBottom(content: Accessor<HTMLElement | undefined>) {
  const [isStuck, setStuck] = createSignal(false)
  let lastTop = 0

  const toBottom = () => {
    setStuck(true)
    window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })
  }
  const onScroll = () => {
    const top = document.documentElement.scrollTop
    if (top < lastTop - 1 && distanceToBottom() > 1) setStuck(false)
    else if (top > lastTop && distanceToBottom() < nearBottomPx) setStuck(true)
    lastTop = top
  }
  const onWheel = (event: WheelEvent) => event.deltaY < 0 && setStuck(false)

  onMount(() => {
    const observer = new ResizeObserver(() => isStuck() && toBottom())
    const element = content()
    if (element) observer.observe(element)
    window.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('wheel', onWheel, { passive: true })
    onCleanup(() => {
      observer.disconnect()
      window.removeEventListener('scroll', onScroll)
      window.removeEventListener('wheel', onWheel)
    })
  })

  return { isStuck, toBottom }
}
