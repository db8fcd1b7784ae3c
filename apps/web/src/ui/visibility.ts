import { type Accessor, createSignal, onCleanup } from 'solid-js'

const isVisibleNow = () => document.visibilityState === 'visible'

/** Whether this tab is in sight. */
export function createVisibility(): Accessor<boolean> {
  const [isVisible, setVisible] = createSignal(isVisibleNow())
  const update = () => setVisible(isVisibleNow())
  document.addEventListener('visibilitychange', update)
  onCleanup(() => document.removeEventListener('visibilitychange', update))
  return isVisible
}
