import { createResource, createSignal } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { latestOf } from '../ui/latest-of.ts'
import { composerEn } from './composer.en.ts'
import { loadModels } from './composer-requests.ts'

/** What can be asked, for a model picker. Does not hold anything back while it is not known: asking the providers can take seconds. */
export function createModels() {
  const api = useApi()
  const words = useWords('composer', composerEn)
  const [isFresh, setFresh] = createSignal(0)
  const [models] = createResource(isFresh, (round) => loadModels(api, round > 0))
  return {
    groups: () => latestOf(models) ?? [],
    problem: () => (models.state === 'errored' ? words().noModels : null),
    refresh: () => void setFresh(isFresh() + 1),
  }
}
