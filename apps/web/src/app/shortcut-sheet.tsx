import { For } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { shortcutList } from './shortcuts.ts'

/** The list of keys, in a dialog of the browser's own. */
export function ShortcutSheet(props: { ref: (dialog: HTMLDialogElement) => void }) {
  let dialog: HTMLDialogElement | undefined
  const setRef = (element: HTMLDialogElement) => {
    dialog = element
    props.ref(element)
  }
  return (
    <dialog
      ref={(element) => setRef(element)}
      aria-labelledby="shortcut-sheet-title"
      class="m-auto w-88 max-w-[calc(100vw-2rem)] rounded-2xl border border-line bg-raised p-5 text-ink shadow-xl backdrop:bg-black/40"
    >
      <h2 id="shortcut-sheet-title" class="font-semibold">
        Keyboard shortcuts
      </h2>
      <dl class="mt-3 flex flex-col gap-2">
        <For each={shortcutList}>
          {(shortcut) => (
            <div class="flex items-center justify-between gap-4">
              <dd class="text-soft">{shortcut.does}</dd>
              <dt class="flex gap-1">
                <For each={shortcut.keys}>
                  {(key) => (
                    <kbd class="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-mono text-[0.8rem]">
                      {key}
                    </kbd>
                  )}
                </For>
              </dt>
            </div>
          )}
        </For>
      </dl>
      <Button class="mt-5 w-full" onClick={() => dialog?.close()}>
        Close
      </Button>
    </dialog>
  )
}
