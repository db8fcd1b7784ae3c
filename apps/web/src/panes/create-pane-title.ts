import { type Accessor, createResource } from 'solid-js'
import { titleOf } from '../generation/words.ts'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { panesEn } from './panes.en.ts'
import { loadTitle } from './panes-requests.ts'

/** What a pane is called, as soon as that is known. */
export function createPaneTitle(threadId: () => string): Accessor<string> {
  const words = useWords('panes', panesEn)
  const api = useApi()
  const [title] = createResource(threadId, (id) => loadTitle(api, id).catch(() => null))
  return () => titleOf(title.latest ?? '', 90).replace(/^Untitled$/, words().untitled)
}
