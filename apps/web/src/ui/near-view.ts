import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Becomes true, for good, when `element` comes near what the reader sees. */
export function createNearView(element: Element): Accessor<boolean> {
  const [isNear, setNear] = createSignal(false)
  const observer = new IntersectionObserver(
    (changes) => {
      if (!changes.some((change) => change.isIntersecting)) return
      setNear(true)
      observer.disconnect()
    },
    { rootMargin: '800px' },
  )
  observer.observe(element)
  onCleanup(() => observer.disconnect())
  return isNear
}
