import { For } from 'solid-js'

/** Keys to press together. */
export function Keys(props: { names: readonly string[] }) {
  return (
    <span class="inline-flex gap-1">
      <For each={props.names}>
        {(name) => (
          <kbd class="rounded-md border border-line bg-sunken px-1.5 py-0.5 font-mono text-[0.8rem] text-soft">
            {name}
          </kbd>
        )}
      </For>
    </span>
  )
}
