import X from 'lucide-solid/icons/x'
import { createEffect, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import type { Done } from './create-archiving.ts'
import { trayEn } from './tray.en.ts'

/** Long enough to read it and to reach the button. */
const shownMs = 12_000

/** What was done last, said aloud too, with a way back where there is one. */
export function DoneBar(props: { done: Done | null; onDismiss: () => void }) {
  const words = useWords('tray', trayEn)
  createEffect(() => {
    if (!props.done) return
    const timer = setTimeout(() => props.onDismiss(), shownMs)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <div class="pointer-events-none fixed inset-x-3 bottom-4 z-20 flex justify-center">
      <div role="status" aria-live="polite" class="min-w-0">
        <Show when={props.done}>
          {(done) => (
            <div class="pointer-events-auto flex max-w-120 items-center gap-2 rounded-xl border border-line bg-raised py-1.5 pr-1.5 pl-4 shadow-lg">
              <p class="min-w-0 truncate">{done().words}</p>
              <Show when={done().undo}>
                {(undo) => (
                  <Button size="small" onClick={() => undo()()}>
                    {words().undo}
                  </Button>
                )}
              </Show>
              <IconButton label={words().dismiss} onClick={() => props.onDismiss()}>
                <X size={16} aria-hidden="true" />
              </IconButton>
            </div>
          )}
        </Show>
      </div>
    </div>
  )
}
