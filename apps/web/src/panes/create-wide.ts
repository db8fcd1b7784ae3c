import { type Accessor, createSignal, onCleanup } from 'solid-js'

/** Whether two panes fit beside each other. */
export function createWide(): Accessor<boolean> {
  const query = matchMedia('(width >= 48rem)')
  const [isWide, setWide] = createSignal(query.matches)
  const update = () => setWide(query.matches)
  query.addEventListener('change', update)
  onCleanup(() => query.removeEventListener('change', update))
  return isWide
}
