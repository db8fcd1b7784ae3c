import ChevronsUpDown from 'lucide-solid/icons/chevrons-up-down'
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js'
import { useFormats, useWords } from '../i18n/words.tsx'
import { composerEn } from './composer.en.ts'
import type { ModelGroup } from './composer-requests.ts'
import { ModelList } from './model-list.tsx'
import { filterModels } from './model-options.ts'

type ModelPickerProps = {
  groups: readonly ModelGroup[]
  problem: string | null
  value: string
  onChange: (model: string) => void
  onRefresh: () => void
}

/** A combobox: choose a model from the list, or type any id that a provider knows. */
export function ModelPicker(props: ModelPickerProps) {
  const words = useWords('composer', composerEn)
  const formats = useFormats()
  const listId = createUniqueId()
  const [isOpen, setOpen] = createSignal(false)
  const [typed, setTyped] = createSignal('')
  const [active, setActive] = createSignal(-1)
  const groups = createMemo(() => filterModels(props.groups, typed(), { words: words(), formats: formats() }))
  const options = () => groups().flatMap((group) => group.options)

  const open = () => {
    setTyped('')
    setActive(-1)
    setOpen(true)
  }
  const choose = (id: string) => {
    props.onChange(id)
    setOpen(false)
  }
  const move = (step: number) => {
    if (!isOpen()) return open()
    const count = options().length
    if (count > 0) setActive((active() + step + count) % count)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = options()[active()]
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && chosen) choose(chosen.id)
    else if ((event.key === 'Enter' || event.key === 'Escape') && isOpen()) setOpen(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onInput = (text: string) => {
    setTyped(text)
    setActive(-1)
    setOpen(true)
    props.onChange(text)
  }

  return (
    <div class="relative min-w-0 flex-1" onFocusOut={(event) => leaves(event) && setOpen(false)}>
      <input
        class="input pr-8"
        role="combobox"
        aria-label={words().model}
        aria-expanded={isOpen()}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active() >= 0 ? `${listId}-${active()}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={words().modelForm}
        value={props.value}
        onFocus={(event) => event.currentTarget.select()}
        onClick={open}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ChevronsUpDown size={15} class="pointer-events-none absolute top-2.5 right-2.5 text-faint" aria-hidden="true" />
      <Show when={isOpen()}>
        <ModelList
          id={listId}
          groups={groups()}
          problem={props.problem}
          active={options()[active()]?.id ?? null}
          chosen={props.value}
          onChoose={choose}
          onRefresh={() => props.onRefresh()}
        />
      </Show>
    </div>
  )
}

const leaves = (event: FocusEvent & { currentTarget: HTMLElement }) =>
  !(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))
