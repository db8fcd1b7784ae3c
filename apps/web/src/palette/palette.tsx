import Search from 'lucide-solid/icons/search'
import { createMemo, createSignal, createUniqueId, onMount, Show, untrack } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { createEntries, type FrameDeeds } from './create-entries.ts'
import { type Entry, findEntries } from './find-entries.ts'
import { paletteEn } from './palette.en.ts'
import { Hints, NothingFound, PaletteList } from './palette-list.tsx'

type PaletteProps = { deeds: FrameDeeds; onClose: () => void }

/** Goes to anything and does anything by its name. Open for as long as it is there. */
export function Palette(props: PaletteProps) {
  const words = useWords('palette', paletteEn)
  const listId = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const { entries, isUnreachable } = createEntries(
    untrack(() => props.deeds),
    typed,
  )
  const [active, setActive] = createSignal(0)
  const groups = createMemo(() => findEntries(entries(), typed()))
  const options = () => groups().flatMap((group) => group.entries)
  const activeEntry = () => options()[Math.min(active(), options().length - 1)]
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())

  /** Closed first, so that what it does finds the focus where it was. */
  const choose = (entry: Entry) => {
    dialog?.close()
    entry.run()
  }
  const move = (step: number) => {
    const count = options().length
    if (count > 0) setActive((Math.min(active(), count - 1) + step + count) % count)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = activeEntry()
    if (event.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && chosen) choose(chosen)
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={(element) => (dialog = element)}
      aria-label={words().title}
      onClose={() => props.onClose()}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      class="mx-auto mt-3 mb-auto w-152 max-w-[calc(100vw-1.5rem)] overflow-hidden rounded-2xl border border-line bg-raised p-0 text-ink shadow-xl backdrop:bg-black/40 sm:mt-[12vh]"
    >
      <div class="flex max-h-[min(32rem,76dvh)] flex-col">
        <div class="flex items-center gap-2.5 border-b border-line px-4">
          <Search size={17} class="shrink-0 text-faint" aria-hidden="true" />
          <input
            type="text"
            role="combobox"
            aria-label={words().title}
            aria-expanded="true"
            aria-autocomplete="list"
            aria-controls={listId}
            aria-activedescendant={activeEntry() ? `${listId}-${activeEntry()?.id}` : undefined}
            autocomplete="off"
            spellcheck={false}
            placeholder={words().placeholder}
            class="h-12 min-w-0 flex-1 bg-transparent outline-none"
            value={typed()}
            onInput={(event) => {
              setTyped(event.currentTarget.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <PaletteList id={listId} groups={groups()} active={activeEntry()} onChoose={choose} />
        <Show when={options().length === 0}>
          <NothingFound typed={typed().trim()} />
        </Show>
        <Show when={isUnreachable()}>
          <p class="border-t border-line px-4 py-2 text-[0.86rem] text-warning">{words().unreachable}</p>
        </Show>
        <Hints />
      </div>
      <p role="status" class="sr-only">
        {typed().trim() === '' ? '' : words().count(options().length)}
      </p>
    </dialog>
  )
}
