import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** Whether an element is in what the reader sees, or close to it. */
export function createInView(element: Accessor<Element | undefined>): Accessor<boolean> {
  const [isInView, setInView] = createSignal(false)
  const observer = new IntersectionObserver((changes) => setInView(changes.at(-1)?.isIntersecting ?? false), {
    rootMargin: '400px',
  })
  createEffect(() => {
    const current = element()
    if (current) observer.observe(current)
  })
  onCleanup(() => observer.disconnect())
  return isInView
}
