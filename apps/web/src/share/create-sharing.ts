import { createResource, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { useApi } from '../graphql/api.ts'
import { outcomeOf, type Refusal } from '../graphql/outcome.ts'
import { createAction, createRefusal } from '../ui/create-action.ts'
import { createShare, loadShares, revokeShare, type ShareRow } from './share-requests.ts'
import { lives } from './share-words.ts'

/** Whom a link is to let in. */
export const audiences = ['anyone', 'signed-in', 'named'] as const

export type Audience = (typeof audiences)[number]

type Wish = { showsPrompts: boolean; showsCost: boolean; audience: Audience; people: string[]; lifeMs: number }

/** The input that a wish comes to. */
const inputOf = (threadId: string, { showsPrompts, showsCost, audience, people, lifeMs }: Wish) => ({
  threadId,
  showsPrompts,
  showsCost,
  requiresSignIn: audience !== 'anyone',
  principalIds: audience === 'named' ? [...people] : [],
  expiresAt: new Date(Date.now() + lifeMs).toISOString(),
})

/** The links to a thread, and what the next one is to be like. */
export function createSharing(threadId: string) {
  const api = useApi()
  const [loaded, { refetch }] = createResource(() => outcomeOf(loadShares(api, threadId)))
  const [wish, setWish] = createStore<Wish>({
    showsPrompts: true,
    showsCost: false,
    audience: 'anyone',
    people: [],
    lifeMs: lives[2].ms,
  })
  const [link, setLink] = createSignal<string | null>(null)
  const told = createRefusal()
  const creation = createAction(() => createShare(api, inputOf(threadId, wish)), told)
  const revocation = createAction((id: string) => revokeShare(api, id), told)

  const latest = () => (loaded.latest && 'done' in loaded.latest ? loaded.latest.done : undefined)
  const loadRefusal = (): Refusal | null => (loaded.latest && 'refused' in loaded.latest ? loaded.latest.refused : null)

  const create = async () => {
    const made = await creation.act()
    if (!made) return
    setLink(new URL(made.path, location.origin).href)
    await refetch()
  }
  const revoke = async (id: string) => {
    if (await revocation.act(id)) await refetch()
  }

  return {
    wish,
    setWish,
    link,
    hideLink: () => setLink(null),
    isBusy: () => creation.isBusy() || revocation.isBusy(),
    refusal: () => told[0]() ?? loadRefusal(),
    isComplete: () => wish.audience !== 'named' || wish.people.length > 0,
    shares: () => latest()?.shares ?? [],
    members: () => latest()?.members ?? [],
    /** Those who can be named: everybody but oneself. */
    others: () => (latest()?.members ?? []).filter(({ id }) => id !== latest()?.viewer.id),
    isMine: ({ createdBy }: ShareRow) => createdBy === latest()?.viewer.name,
    create: () => void create(),
    revoke: (id: string) => void revoke(id),
  }
}

export type Sharing = ReturnType<typeof createSharing>
