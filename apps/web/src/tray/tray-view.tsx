import { createMemo, createSignal, For, Show } from 'solid-js'
import { Composer } from '../composer/composer.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { createTray } from './create-tray.ts'
import { EmptyTray } from './empty-tray.tsx'
import { type GroupName, groupNames, groupRows } from './groups.ts'
import { TrayFilters } from './tray-filters.tsx'
import { TrayRowView } from './tray-row.tsx'

/** Home: start something, and see everything that was started. */
export function TrayView() {
  const { tray, error, refetch, insert, showMore } = createTray()
  const [group, setGroup] = createSignal<GroupName | null>(null)
  const [label, setLabel] = createSignal<string | null>(null)
  const groups = createMemo(() => groupRows(tray.rows, label()))
  const labels = createMemo(() => [...new Set(tray.rows.flatMap((row) => row.labels))].toSorted())
  const counts = createMemo(() => ({
    'In line': groups()['In line'].length,
    Running: groups().Running.length,
    Done: groups().Done.length,
    Failed: groups().Failed.length,
  }))
  const shown = () => groupNames.filter((name) => (group() ?? name) === name && groups()[name].length > 0)

  return (
    <div class="flex flex-col gap-5">
      <h1 class="sr-only">Tray</h1>
      <Composer
        place="home"
        placeholder="Ask for something. You can leave while it runs."
        follows={null}
        space={null}
        onStarted={insert}
      />
      <Show when={error()}>
        <Notice tone="warning">The server does not answer. What you see may be old; trying again.</Notice>
      </Show>
      <Show when={tray.rows.length > 0}>
        <TrayFilters
          counts={counts()}
          labels={labels()}
          group={group()}
          label={label()}
          onGroup={setGroup}
          onLabel={setLabel}
        />
      </Show>
      <For each={shown()}>
        {(name) => (
          <section aria-label={name}>
            <h2 class="mb-1.5 flex items-baseline gap-2 font-semibold">
              {name}{' '}
              <span class="font-normal text-faint" aria-hidden="true">
                {groups()[name].length}
              </span>
            </h2>
            <div class="overflow-hidden rounded-xl border border-line bg-surface">
              <For each={groups()[name]}>{(row) => <TrayRowView row={row} onStopped={() => void refetch()} />}</For>
            </div>
          </section>
        )}
      </For>
      <Show when={tray.isLoaded && tray.rows.length === 0}>
        <EmptyTray />
      </Show>
      <Show when={tray.rows.length > 0 && shown().length === 0}>
        <p class="text-soft">Nothing here at the moment.</p>
      </Show>
      <Show when={tray.hasMore}>
        <Button class="self-center" onClick={showMore}>
          Show older
        </Button>
      </Show>
    </div>
  )
}
