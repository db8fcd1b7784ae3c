import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from './button.tsx'
import { uiEn } from './ui.en.ts'

const confirmMs = 1_600

/** Puts a text into the clipboard. Outside of a secure context (plain http on a LAN) the clipboard API is missing; the old command still works there. */
export async function copy(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.style.position = 'fixed'
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

type CopyButtonProps = { label: string; text: () => string | Promise<string> }

/** Copies a text and says so for a moment. */
export function CopyButton(props: CopyButtonProps) {
  const words = useWords('ui', uiEn)
  const [isCopied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const onClick = async () => {
    await copy(await props.text())
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), confirmMs)
  }
  return (
    <Button look="quiet" size="small" onClick={() => void onClick()}>
      <Show when={isCopied()} fallback={<Copy size={14} aria-hidden="true" />}>
        <Check size={14} aria-hidden="true" />
      </Show>
      {isCopied() ? words().copied : props.label}
    </Button>
  )
}
