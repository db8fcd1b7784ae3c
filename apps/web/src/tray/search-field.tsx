import Search from 'lucide-solid/icons/search'
import { createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'

/** The server is asked when somebody has stopped typing. */
const settleMs = 300

type SearchFieldProps = { label: string; placeholder: string; value: string; onChange: (value: string) => void }

/** A line to search with. Esc empties it. */
export function SearchField(props: SearchFieldProps) {
  const [typed, setTyped] = createSignal(untrack(() => props.value))
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(
      () => props.value,
      (value) => {
        if (value !== typed().trim()) setTyped(value)
      },
      { defer: true },
    ),
  )
  const say = (value: string, afterMs: number) => {
    setTyped(value)
    clearTimeout(timer)
    timer = setTimeout(() => props.onChange(value.trim()), afterMs)
  }
  return (
    <label class="relative min-w-0 flex-1 basis-56">
      <span class="sr-only">{props.label}</span>
      <Search
        size={15}
        class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
        aria-hidden="true"
      />
      <input
        type="search"
        class="input min-h-8! py-1! pl-8! text-[0.9rem]"
        placeholder={props.placeholder}
        value={typed()}
        onInput={(event) => say(event.currentTarget.value, settleMs)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') say(event.currentTarget.value, 0)
          else if (event.key === 'Escape' && typed() !== '') say('', 0)
        }}
      />
    </label>
  )
}
