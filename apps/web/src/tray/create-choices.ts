import { type Accessor, createMemo } from 'solid-js'
import { useViewer } from '../app/viewer.tsx'
import type { Tray } from './create-tray.ts'
import type { FilterChoices } from './tray-filters.tsx'

const none: FilterChoices = { labels: [], models: [], spaces: [] }

/** What the tray can be narrowed to, as far as rows have shown it. What was once seen stays, however narrow the list gets. */
export function createChoices(tray: Tray): Accessor<FilterChoices> {
  const { viewer } = useViewer()
  const seen = createMemo<FilterChoices>((known = none) => {
    const rows = tray.rows.all()
    const labels = new Set([...known.labels, ...rows.flatMap((row) => row.labels)])
    const models = new Set([...known.models, ...rows.map(({ model }) => model)])
    if (labels.size === known.labels.length && models.size === known.models.length) return known
    return { labels: [...labels].toSorted(), models: [...models].toSorted(), spaces: [] }
  })
  return () => ({ ...seen(), spaces: viewer()?.spaces ?? [] })
}
