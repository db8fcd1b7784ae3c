import { createMemo, For, onMount } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Keys } from '../ui/keys.tsx'
import { appEn } from './app.en.ts'
import { isApple, keyNames } from './key-names.ts'
import { createSingleKeys, type ShortcutId, shortcuts } from './shortcuts.ts'

const ids = Object.keys(shortcuts) as readonly ShortcutId[]
const places = [...Map.groupBy(ids, (id) => shortcuts[id].place)]

/** The list of keys. Open for as long as it is there. */
export function ShortcutSheet(props: { onClose: () => void }) {
  const words = useWords('app', appEn)
  const [areSingle, setSingle] = createSingleKeys()
  const mod = createMemo(() => (isApple() ? '⌘' : words().controlKey))
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  return (
    <Dialog title={words().shortcuts} ref={(element) => (dialog = element)} onClose={props.onClose}>
      <For each={places}>
        {([place, ids]) => (
          <section aria-label={words().places[place]}>
            <h3 class="mb-1.5 text-[0.8rem] font-medium text-faint">{words().places[place]}</h3>
            <dl class="flex flex-col gap-1.5">
              <For each={ids}>
                {(id) => (
                  <div class="flex items-center justify-between gap-4">
                    <dt>{words().does[id]}</dt>
                    <dd class="flex gap-2.5">
                      <For each={shortcuts[id].keys}>{(key) => <Keys names={keyNames(key, mod())} />}</For>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
          </section>
        )}
      </For>
      <Checkbox
        label={words().singleKeys}
        hint={words().singleKeysHint}
        checked={areSingle()}
        onChange={(isOn) => setSingle(isOn)}
      />
      <Button autofocus class="self-stretch" onClick={() => dialog?.close()}>
        {words().close}
      </Button>
    </Dialog>
  )
}
