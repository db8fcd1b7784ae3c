import { useNavigate } from '@solidjs/router'
import { type Accessor, createEffect, createResource, createSignal, on, onCleanup } from 'solid-js'
import { loadRecentThreads } from '../app/app-requests.ts'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { latestOf } from '../ui/latest-of.ts'
import type { Entry } from './find-entries.ts'
import { paletteEn } from './palette.en.ts'
import { searchThreads } from './palette-requests.ts'

/** Nobody wants an answer for each letter. */
const settleMs = 150
/** One letter is in every thread. */
const shortest = 2

/** What somebody has stopped typing. */
function createSettled(typed: Accessor<string>): Accessor<string> {
  const [settled, setSettled] = createSignal('')
  createEffect(
    on(typed, (typed) => {
      const timer = setTimeout(() => setSettled(typed.trim()), settleMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  return settled
}

/** The newest threads, and those in which the server finds what was typed. */
export function createThreads(typed: Accessor<string>) {
  const api = useApi()
  const navigate = useNavigate()
  const words = useWords('palette', paletteEn)
  const wanted = createSettled(typed)
  const [recent] = createResource(() => loadRecentThreads(api))
  const [found] = createResource(
    () => wanted().length >= shortest && wanted(),
    async (text) => ({ text, threads: await searchThreads(api, text) }),
  )
  // Reading one that has not come, or has failed, would hold back the whole palette.
  const newest = () => (recent.state === 'ready' ? [...recent().pinned, ...recent().recent] : [])
  const answered = () => latestOf(found)
  const entryOf = ({ id, title }: { id: string; title: string }, isFound: boolean): Entry => ({
    id: `thread-${id}`,
    group: 'threads',
    label: title || words().untitled,
    isFound,
    run: () => navigate(`/t/${encodeURIComponent(id)}`),
  })
  const entries = () => {
    const answer = answered()
    const threads = answer && typed().trim() === answer.text ? answer.threads : []
    const known = new Set(threads.map(({ id }) => id))
    return [
      ...threads.map((thread) => entryOf(thread, true)),
      ...newest()
        .filter(({ id }) => !known.has(id))
        .map((thread) => entryOf(thread, false)),
    ]
  }
  return { entries, isUnreachable: () => recent.state === 'errored' || found.state === 'errored' }
}
