import ChevronRight from 'lucide-solid/icons/chevron-right'
import { type JSX, Show } from 'solid-js'

type DisclosureProps = {
  summary: string
  note?: string | undefined
  /** For what is to load only then. */
  onOpen?: () => void
  children: JSX.Element
}

/** Something that most people do not need to see at once. */
export function Disclosure(props: DisclosureProps) {
  return (
    <details class="group min-w-0" onToggle={(event) => event.currentTarget.open && props.onOpen?.()}>
      <summary class="inline-flex max-w-full list-none items-center gap-1 rounded-md py-1 pr-2 text-[0.86rem] text-soft hover:text-ink">
        <ChevronRight size={15} class="shrink-0 transition-transform group-open:rotate-90" aria-hidden="true" />
        <span class="shrink-0 font-medium">{props.summary}</span>
        <Show when={props.note}>
          <span class="ml-1 truncate text-faint">{props.note}</span>
        </Show>
      </summary>
      <div class="pt-2">{props.children}</div>
    </details>
  )
}
