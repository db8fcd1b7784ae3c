import { type JSX, Show } from 'solid-js'
import { ChunkedList } from './chunked-list.tsx'

type TrayGroupProps = {
  name: string
  /** What the heading counts; empty where that says nothing. */
  count: string
  ids: readonly string[]
  /** What stands above the rows. */
  before?: JSX.Element
  children: (id: string) => JSX.Element
}

/** One group of the tray under its heading, in one frame. */
export function TrayGroup(props: TrayGroupProps) {
  return (
    <section aria-label={props.name}>
      <h2 class="mb-1.5 flex items-baseline gap-2 font-semibold">
        {props.name}{' '}
        <span class="font-normal text-faint" aria-hidden="true">
          {props.count}
        </span>
      </h2>
      <div class="overflow-hidden rounded-xl border border-line bg-surface" data-line>
        {props.before}
        <Show when={props.ids.length > 0}>
          <ChunkedList ids={props.ids}>{props.children}</ChunkedList>
        </Show>
      </div>
    </section>
  )
}
