import Check from 'lucide-solid/icons/check'
import { For, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { composerEn } from './composer.en.ts'
import type { ModelOption, OptionGroup } from './model-options.ts'

type ModelListProps = {
  id: string
  groups: readonly OptionGroup[]
  problem: string | null
  active: string | null
  chosen: string
  onChoose: (id: string) => void
  onRefresh: () => void
}

/** The open list of a model picker. The pointer must not take the focus from the input. */
export function ModelList(props: ModelListProps) {
  const words = useWords('composer', composerEn)
  const indexOf = (option: ModelOption) => props.groups.flatMap((group) => group.options).indexOf(option)
  return (
    <div
      class="absolute top-full left-0 z-20 mt-1 max-h-80 w-full min-w-72 max-w-[calc(100vw-3rem)] overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-lg"
      onMouseDown={(event) => event.preventDefault()}
    >
      <div role="listbox" id={props.id} aria-label={words().models}>
        <For each={props.groups}>
          {(group) => (
            <div role="group" aria-label={group.provider} class="pb-1">
              <p class="px-2 pt-1.5 pb-0.5 text-[0.8rem] font-medium text-faint">{group.provider}</p>
              <Show when={group.problem}>
                <p class="px-2 pb-1 text-[0.86rem] text-warning [overflow-wrap:anywhere]">{group.problem}</p>
              </Show>
              <For each={group.options}>
                {(option) => (
                  <div
                    role="option"
                    id={`${props.id}-${indexOf(option)}`}
                    aria-selected={option.id === props.chosen}
                    class="flex cursor-pointer items-center gap-2 rounded-lg px-2 py-1.5 hover:bg-sunken"
                    classList={{ 'bg-sunken': option.id === props.active }}
                    onClick={() => props.onChoose(option.id)}
                  >
                    <span class="min-w-0 flex-1 [overflow-wrap:anywhere]">{option.name}</span>
                    <span class="shrink-0 text-[0.8rem] text-faint">{option.note}</span>
                    <Show when={option.id === props.chosen}>
                      <Check size={15} class="shrink-0 text-accent" aria-hidden="true" />
                    </Show>
                  </div>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
      <Show when={props.problem}>
        <p class="px-2 py-1.5 text-danger">{props.problem}</p>
      </Show>
      <div class="flex items-center justify-between gap-2 border-t border-line px-2 pt-1.5 text-[0.8rem] text-faint">
        <span>{words().anyModel}</span>
        <Button look="quiet" size="small" onClick={() => props.onRefresh()}>
          {words().checkAgain}
        </Button>
      </div>
    </div>
  )
}
