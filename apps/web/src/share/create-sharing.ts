import { createResource, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { useApi } from '../graphql/api.ts'
import { createShareLink, endShare, loadShares, type ShareRow } from './share-requests.ts'
import { lives } from './share-words.ts'

/** Whom a link is to let in. */
export type Audience = 'anyone' | 'signed-in' | 'named'

type Wish = { showsPrompts: boolean; showsCost: boolean; audience: Audience; people: string[]; lifeMs: number }

const messageOf = (problem: unknown) => (problem instanceof Error ? problem.message : String(problem))

/** The links to a thread, and what the next one is to be like. */
export function createSharing(threadId: string) {
  const api = useApi()
  const [loaded, { refetch }] = createResource(() => loadShares(api, threadId))
  const [wish, setWish] = createStore<Wish>({
    showsPrompts: true,
    showsCost: false,
    audience: 'anyone',
    people: [],
    lifeMs: lives[2].ms,
  })
  const [link, setLink] = createSignal<string | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setBusy] = createSignal(false)

  const latest = () => (loaded.error === undefined ? loaded.latest : undefined)

  const change = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
      await refetch()
    } catch (failure) {
      setProblem(messageOf(failure))
    } finally {
      setBusy(false)
    }
  }
  const create = async () => {
    const { showsPrompts, showsCost, audience, people, lifeMs } = wish
    const made = await createShareLink(api, {
      threadId,
      showsPrompts,
      showsCost,
      requiresSignIn: audience !== 'anyone',
      principalIds: audience === 'named' ? [...people] : [],
      expiresAt: new Date(Date.now() + lifeMs).toISOString(),
    })
    setLink(made)
  }

  return {
    wish,
    setWish,
    link,
    isBusy,
    problem: () => problem() ?? (loaded.error === undefined ? null : messageOf(loaded.error)),
    isComplete: () => wish.audience !== 'named' || wish.people.length > 0,
    shares: () => latest()?.shares ?? [],
    members: () => latest()?.members ?? [],
    /** Those who can be named: everybody but oneself. */
    others: () => (latest()?.members ?? []).filter(({ id }) => id !== latest()?.viewer.id),
    isMine: ({ createdBy }: ShareRow) => createdBy === latest()?.viewer.name,
    create: () => void change(create),
    revoke: (id: string) => void change(() => endShare(api, id)),
  }
}

export type Sharing = ReturnType<typeof createSharing>
