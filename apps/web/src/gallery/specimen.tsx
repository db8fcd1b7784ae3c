import type { JSX } from 'solid-js'

/** A part in one of its states, and what that state is called. */
export function State(props: { name: string; children: JSX.Element }) {
  return (
    <div class="min-w-0">
      <p class="mb-1 text-[0.8rem] text-faint">{props.name}</p>
      <div class="flex flex-wrap items-center gap-2 [&>:is(form,section,ul,div)]:w-full">{props.children}</div>
    </div>
  )
}

/** Far longer than anybody would write it, with nothing to break it at. */
export const longWord = `very-long-${'without-end-'.repeat(12)}name`

/** Runs from right to left. */
export const rightToLeft = 'סיכום הישיבה של יום שני'
