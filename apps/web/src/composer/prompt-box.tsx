import { useWords } from '../i18n/words.tsx'
import { composerEn } from './composer.en.ts'

type PromptBoxProps = {
  placeholder: string
  isCompact: boolean
  value: string
  onInput: (text: string) => void
  onSend: () => void
}

/** Grows with the text up to a limit; Ctrl or Cmd + Enter sends. */
export function PromptBox(props: PromptBoxProps) {
  const words = useWords('composer', composerEn)
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.key === 'Escape') event.currentTarget.blur()
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    event.preventDefault()
    props.onSend()
  }
  return (
    <textarea
      aria-label={words().prompt}
      aria-keyshortcuts="Control+Enter Meta+Enter"
      data-composer-prompt
      rows={props.isCompact ? 1 : 2}
      class="field-sizing-content max-h-[40vh] w-full resize-none bg-transparent px-1.5 py-1 outline-none"
      classList={{ 'min-h-16': !props.isCompact, 'min-h-8': props.isCompact }}
      placeholder={props.placeholder}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  )
}
