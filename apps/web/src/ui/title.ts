import { type Accessor, createContext, createEffect, onCleanup, useContext } from 'solid-js'

/** What stands in brackets before the title of the tab; empty for nothing. */
export const TitleBadgeContext = createContext<Accessor<string>>(() => '')

/** The title of the tab while its owner lives. */
export function createTitle(title: Accessor<string>) {
  const badge = useContext(TitleBadgeContext)
  createEffect(() => {
    document.title = badge() ? `(${badge()}) ${title()} · Sluice` : `${title()} · Sluice`
  })
  onCleanup(() => {
    document.title = 'Sluice'
  })
}
