import type { JSX } from 'solid-js'

/** A list in one frame. */
export function Rows(props: { label: string; children: JSX.Element }) {
  return (
    // The role again: without its bullets Safari would not call it a list any more.
    <ul role="list" tabIndex={-1} aria-label={props.label} class="rounded-xl border border-line bg-surface">
      {props.children}
    </ul>
  )
}

/** One line of it: what it is on the left, what can be done with it on the right, the rest below. */
export function Row(props: { children: JSX.Element }) {
  return (
    <li class="flex flex-wrap items-center gap-x-2 gap-y-2 border-t border-line px-3.5 py-2.5 first:border-t-0 max-sm:[&>button:nth-child(2)]:-ml-2.5">
      {props.children}
    </li>
  )
}

/** What a row is: a name, and below it what else there is to say. */
export function RowText(props: { name: JSX.Element; children?: JSX.Element }) {
  return (
    <div class="min-w-0 flex-1 basis-full sm:basis-56">
      <p class="flex flex-wrap items-center gap-x-2 font-medium [overflow-wrap:anywhere]">{props.name}</p>
      <p class="flex flex-wrap gap-x-2.5 text-[0.86rem] text-soft [overflow-wrap:anywhere]">{props.children}</p>
    </div>
  )
}

/** Where nothing is yet: what would be here, and how it comes here. */
export function EmptyRows(props: { title: string; children: JSX.Element }) {
  return (
    <div class="rounded-xl border border-dashed border-line-strong px-5 py-4">
      <p class="font-medium">{props.title}</p>
      <p class="mt-0.5 max-w-prose text-[0.92rem] text-soft">{props.children}</p>
    </div>
  )
}
