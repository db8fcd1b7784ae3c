import { For, Show } from 'solid-js'
import { titleOf } from '../generation/words.ts'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { useWords } from '../i18n/words.tsx'
import { panesEn } from './panes.en.ts'
import { mostPanes } from './panes-address.ts'
import { loadChoices } from './panes-requests.ts'

/** Opens one of the newest threads beside those that are open. */
export function AddPane(props: { open: readonly string[]; onAdd: (id: string) => void }) {
  const words = useWords('panes', panesEn)
  const api = useApi()
  const recent = createLoaded(() => loadChoices(api))
  const others = () => (recent.data() ?? []).filter(({ id }) => !props.open.includes(id))
  const isFull = () => props.open.length >= mostPanes
  return (
    <Show when={!isFull()} fallback={<p class="text-[0.86rem] text-soft">{words().full(mostPanes)}</p>}>
      <select
        aria-label={words().add}
        class="min-h-8 w-44 max-w-[50vw] shrink-0 rounded-lg border border-line bg-surface px-2 text-[0.86rem] text-soft"
        onChange={(event) => {
          const { value } = event.currentTarget
          event.currentTarget.value = ''
          if (value) props.onAdd(value)
        }}
      >
        <option value="">{words().add}</option>
        <For each={others()}>
          {(thread) => <option value={thread.id}>{titleOf(thread.title, words().untitled, 60)}</option>}
        </For>
      </select>
    </Show>
  )
}
