import { useNavigate, useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { createTitle } from '../ui/title.ts'
import { AddPane } from './add-pane.tsx'
import { createPanes } from './create-panes.ts'
import { createTitles } from './create-titles.ts'
import { createWide } from './create-wide.ts'
import { Pane } from './pane.tsx'
import { PaneTabs } from './pane-tabs.tsx'
import { panesEn } from './panes.en.ts'
import { addressOfPanes, panesOf, withoutPane, withPane } from './panes-address.ts'

const isSame = (a: readonly string[], b: readonly string[]) => a.join() === b.join()

/** `/panes?t=a,b,c`: threads side by side, each scrolling by itself; on a narrow screen one at a time, as tabs. */
export function PanesView() {
  const words = useWords('panes', panesEn)
  const [address] = useSearchParams()
  const navigate = useNavigate()
  const isWide = createWide()
  const { remember } = createPanes()
  const ids = createMemo(() => panesOf(address['t']), [], { equals: isSame })
  const titleOf = createTitles(ids)
  const [chosen, setChosen] = createSignal<string | null>(null)
  const shown = () => ids().find((id) => id === chosen()) ?? ids().at(0) ?? null
  createTitle(() => words().title)
  createEffect(
    on(ids, (now, before) => {
      remember([...now])
      const added = before && now.find((id) => !before.includes(id))
      setChosen((id) => added ?? id ?? now.at(-1) ?? null)
    }),
  )
  const show = (next: readonly string[]) => navigate(addressOfPanes(next), { scroll: false })

  return (
    <div data-full class="flex h-[calc(100dvh-3.25rem)] min-h-0 flex-col">
      <h1 class="sr-only">{words().title}</h1>
      <div class="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5">
        <Show when={!isWide() && ids().length > 0} fallback={<div class="flex-1" />}>
          <PaneTabs ids={ids()} titleOf={titleOf} shown={shown()} onChoose={setChosen} />
        </Show>
        <AddPane open={ids()} onAdd={(id) => show(withPane(ids(), id))} />
      </div>
      <div class="flex min-h-0 flex-1 overflow-x-auto">
        <For each={ids()}>
          {(id, index) => (
            <Pane
              threadId={id}
              title={titleOf(id)}
              label={words().pane(index() + 1, ids().length)}
              isTab={!isWide()}
              isShown={isWide() || shown() === id}
              onClose={() => show(withoutPane(ids(), id))}
            />
          )}
        </For>
        <Show when={ids().length === 0}>
          <section class="m-auto max-w-96 px-4 py-10 text-center">
            <h2 class="font-semibold">{words().empty}</h2>
            <p class="mt-1 text-soft">{words().emptyHint}</p>
          </section>
        </Show>
      </div>
    </div>
  )
}
