import CornerDownLeft from 'lucide-solid/icons/corner-down-left'
import MessageSquareText from 'lucide-solid/icons/message-square-text'
import PanelTop from 'lucide-solid/icons/panel-top'
import Settings from 'lucide-solid/icons/settings'
import Zap from 'lucide-solid/icons/zap'
import { createEffect, For, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { useWords } from '../i18n/words.tsx'
import { Keys } from '../ui/keys.tsx'
import type { Entry, FoundGroup } from './find-entries.ts'
import { paletteEn } from './palette.en.ts'

const icons = { threads: MessageSquareText, actions: Zap, views: PanelTop, settings: Settings }

type PaletteListProps = {
  id: string
  groups: readonly FoundGroup[]
  active: Entry | undefined
  onChoose: (entry: Entry) => void
}

/** What was found. The focus stays in the field above, which says which one is chosen. */
export function PaletteList(props: PaletteListProps) {
  const words = useWords('palette', paletteEn)
  return (
    <div
      role="listbox"
      id={props.id}
      aria-label={words().results}
      class="min-h-0 overflow-y-auto px-1.5 empty:hidden"
      onMouseDown={(event) => event.preventDefault()}
    >
      <For each={props.groups}>
        {({ group, entries }) => (
          <div role="group" aria-label={words().groups[group]} class="py-1.5">
            <p class="px-2.5 pb-0.5 text-[0.8rem] font-medium text-faint" aria-hidden="true">
              {words().groups[group]}
            </p>
            <For each={entries}>
              {(entry) => (
                <Option
                  id={`${props.id}-${entry.id}`}
                  entry={entry}
                  isActive={entry.id === props.active?.id}
                  onChoose={() => props.onChoose(entry)}
                />
              )}
            </For>
          </div>
        )}
      </For>
    </div>
  )
}

function Option(props: { id: string; entry: Entry; isActive: boolean; onChoose: () => void }) {
  let element: HTMLDivElement | undefined
  createEffect(() => props.isActive && element?.scrollIntoView({ block: 'nearest' }))
  return (
    <div
      ref={(made) => (element = made)}
      role="option"
      id={props.id}
      aria-selected={props.isActive}
      class="flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1.5 hover:bg-sunken aria-selected:bg-accent-soft"
      onClick={() => props.onChoose()}
    >
      <Dynamic component={icons[props.entry.group]} size={16} class="shrink-0 text-faint" aria-hidden="true" />
      <span class="min-w-0 flex-1 truncate">
        <bdi>{props.entry.label}</bdi>
      </span>
      <Show when={props.isActive}>
        <CornerDownLeft size={15} class="shrink-0 text-soft" aria-hidden="true" />
      </Show>
    </div>
  )
}

/** Teaches what there is to look for. */
export function NothingFound(props: { typed: string }) {
  const words = useWords('palette', paletteEn)
  return (
    <div class="px-4 py-5">
      <p class="font-medium [overflow-wrap:anywhere]">{words().nothing(props.typed)}</p>
      <p class="mt-0.5 text-[0.92rem] text-soft">{words().nothingAdvice}</p>
    </div>
  )
}

/** Which keys do what here; a phone has none of them. */
export function Hints() {
  const words = useWords('palette', paletteEn)
  return (
    <div class="flex gap-4 border-t border-line px-4 py-2 text-[0.8rem] text-faint max-sm:hidden" aria-hidden="true">
      <span class="inline-flex items-center gap-1.5">
        <Keys names={['↑', '↓']} /> {words().hints.move}
      </span>
      <span class="inline-flex items-center gap-1.5">
        <Keys names={['↵']} /> {words().hints.open}
      </span>
      <span class="inline-flex items-center gap-1.5">
        <Keys names={['Esc']} /> {words().hints.close}
      </span>
    </div>
  )
}
