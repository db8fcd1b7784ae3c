import { type Accessor, createEffect, onCleanup } from 'solid-js'

/** The title of the tab while its owner lives. */
export function createTitle(title: Accessor<string>) {
  const before = document.title
  createEffect(() => {
    document.title = `${title()} · Sluice`
  })
  onCleanup(() => {
    document.title = before
  })
}
