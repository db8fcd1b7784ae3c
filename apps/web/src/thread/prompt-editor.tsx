import Play from 'lucide-solid/icons/play'
import { onMount } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { threadEn } from './thread.en.ts'

type PromptEditorProps = {
  value: string
  isBusy: boolean
  onInput: (text: string) => void
  onRun: () => void
  onCancel: () => void
}

/** A prompt that is changed where it stands; Ctrl or Cmd + Enter runs it, Esc leaves it as it was. */
export function PromptEditor(props: PromptEditorProps) {
  const words = useWords('thread', threadEn)
  let box: HTMLTextAreaElement | undefined
  onMount(() => {
    box?.focus()
    box?.setSelectionRange(box.value.length, box.value.length)
  })
  const canRun = () => props.value.trim() !== '' && !props.isBusy
  const run = () => canRun() && props.onRun()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape') props.onCancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run()
    else return
    event.preventDefault()
  }
  return (
    <form
      aria-label={words().editPrompt}
      class="flex flex-col gap-2 rounded-xl border border-line-strong bg-accent-soft p-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      <textarea
        ref={(element) => (box = element)}
        aria-label={words().editedPrompt}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        class="input field-sizing-content max-h-[50vh] min-h-16 resize-none"
        value={props.value}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="flex flex-wrap items-center gap-2">
        <p class="min-w-0 flex-1 basis-48 text-[0.86rem] text-soft">{words().editHint}</p>
        <Button size="small" onClick={() => props.onCancel()}>
          {words().cancel}
        </Button>
        <Button type="submit" size="small" look="primary" aria-disabled={!canRun()} title={words().runKeys}>
          <Play size={12} fill="currentColor" aria-hidden="true" />
          {words().runEdited}
        </Button>
      </div>
    </form>
  )
}
