import { type Accessor, createEffect, on } from 'solid-js'
import { titleOf } from '../generation/words.ts'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { useWords } from '../i18n/words.tsx'
import { panesEn } from './panes.en.ts'
import { loadTitle } from './panes-requests.ts'

/** What the threads of the panes are called, as soon as that is known. */
export function createTitles(ids: Accessor<readonly string[]>): (id: string) => string {
  const words = useWords('panes', panesEn)
  const api = useApi()
  const load = async () => {
    const titles = await Promise.all(ids().map(async (id) => [id, await loadTitle(api, id)] as const))
    return Object.fromEntries(titles) as Partial<Record<string, string | null>>
  }
  const { data, refetch } = createLoaded(load)
  createEffect(on(ids, () => void refetch(), { defer: true }))
  return (id) => titleOf(data()?.[id] ?? '', words().untitled, 90)
}
