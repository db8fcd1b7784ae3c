import { For } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { paneId, tabId } from './pane-ids.ts'
import { panesEn } from './panes.en.ts'

type PaneTabsProps = {
  ids: readonly string[]
  titleOf: (id: string) => string
  shown: string | null
  onChoose: (id: string) => void
}

/** The tab that a key leads to; null for a key that leads nowhere. */
function target(key: string, index: number, count: number): number | null {
  if (key === 'ArrowRight') return (index + 1) % count
  if (key === 'ArrowLeft') return (index - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

/** One tab for each thread, where there is room for one alone. */
export function PaneTabs(props: PaneTabsProps) {
  const words = useWords('panes', panesEn)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = target(event.key, props.ids.indexOf(props.shown ?? ''), props.ids.length)
    const id = next === null ? undefined : props.ids[next]
    if (id === undefined) return
    event.preventDefault()
    props.onChoose(id)
    document.getElementById(tabId(id))?.focus()
  }
  return (
    <div
      role="tablist"
      aria-label={words().tabs}
      class="flex min-w-0 flex-1 gap-1 overflow-x-auto p-0.5"
      onKeyDown={onKeyDown}
    >
      <For each={props.ids}>
        {(id) => (
          <Tab id={id} title={props.titleOf(id)} isShown={props.shown === id} onChoose={() => props.onChoose(id)} />
        )}
      </For>
    </div>
  )
}

function Tab(props: { id: string; title: string; isShown: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      role="tab"
      id={tabId(props.id)}
      aria-selected={props.isShown}
      aria-controls={paneId(props.id)}
      tabIndex={props.isShown ? 0 : -1}
      class="max-w-40 min-w-16 truncate rounded-lg px-2.5 py-1 text-[0.86rem] text-soft hover:bg-sunken aria-selected:bg-accent-soft aria-selected:font-medium aria-selected:text-ink"
      onClick={() => props.onChoose()}
    >
      {props.title}
    </button>
  )
}
