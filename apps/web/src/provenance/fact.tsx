import { type JSX, Show } from 'solid-js'

/** A name and what there is to say; nothing when there is nothing. */
export function Fact(props: { name: string; value: JSX.Element | null | undefined }) {
  return (
    <Show when={props.value}>
      <div class="flex flex-wrap gap-x-3">
        <dt class="w-32 shrink-0 text-faint">{props.name}</dt>
        <dd class="min-w-0 flex-1 basis-48 [overflow-wrap:anywhere]">{props.value}</dd>
      </div>
    </Show>
  )
}

/** A part of the details under its heading. No landmark: a thread may have many of the same name open. */
export function Part(props: { title: string; note?: string; children: JSX.Element }) {
  return (
    <div role="group" aria-label={props.title} class="flex flex-col gap-1.5">
      <h2 class="flex flex-wrap gap-x-2.5 font-semibold">
        {props.title}
        <span class="font-normal text-faint">{props.note}</span>
      </h2>
      {props.children}
    </div>
  )
}
