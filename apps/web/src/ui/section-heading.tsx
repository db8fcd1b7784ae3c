import type { JSX } from 'solid-js'
import { createTitle } from './title.ts'

/** What a page is called, and in a sentence what it is for; the tab is called the same. */
export function SectionHeading(props: { title: string; children?: JSX.Element }) {
  createTitle(() => props.title)
  return (
    <header>
      <h1 class="text-lg font-semibold [overflow-wrap:anywhere]">{props.title}</h1>
      <div class="mt-1 max-w-prose text-soft">{props.children}</div>
    </header>
  )
}
