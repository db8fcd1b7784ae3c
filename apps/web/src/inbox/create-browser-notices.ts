import { useNavigate } from '@solidjs/router'
import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { ChangedGeneration } from '../activity/changed.ts'
import { useActivity } from '../activity/create-activity.tsx'
import { generationEn } from '../generation/generation.en.ts'
import { stateWords } from '../generation/words.ts'
import { useWords } from '../i18n/words.tsx'
import { createStoredSignal } from '../ui/stored-signal.ts'
import { createVisibility } from '../ui/visibility.ts'
import { endedIn, makeMemory } from './news.ts'

const key = 'sluice.notices'
const sightLock = 'sluice.in-sight'
const noticeLock = 'sluice.notice.'
/** All tabs hear of an end within this time; whichever asks first tells of it. */
const claimMs = 10_000

/** What the browser says of notifications; `none` where it has none for this page (plain http, some phones). */
export type NoticeState = 'none' | 'off' | 'on' | 'blocked'

/** Tabs agree by locks; without locks each speaks for itself, and the tag of the notice makes one of them. */
const locks = () => navigator.locks as LockManager | undefined

/** Holds a lock for as long as this tab is in sight. */
function createSightLock() {
  const isVisible = createVisibility()
  createEffect(() => {
    if (!isVisible()) return
    const leaving = new AbortController()
    const until = new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()))
    void locks()
      ?.request(sightLock, { mode: 'shared', signal: leaving.signal }, () => until)
      .catch(() => {})
    onCleanup(() => leaving.abort())
  })
}

/** Whether somebody looks at any tab of this page. */
async function isInSight(): Promise<boolean> {
  const { held = [] } = (await locks()?.query()) ?? {}
  return document.visibilityState === 'visible' || held.some(({ name }) => name === sightLock)
}

/** Runs `tell` in one of the tabs that ask for the same `id`. */
async function claim(id: string, tell: () => void): Promise<void> {
  const all = locks()
  if (!all) return tell()
  await all.request(`${noticeLock}${id}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return
    tell()
    await new Promise((resolve) => setTimeout(resolve, claimMs))
  })
}

type Notice = { id: string; title: string; body: string; onOpen: () => void }

function show({ id, title, body, onOpen }: Notice) {
  try {
    const notice = new Notification(title, { body, tag: id, icon: '/sluice.svg' })
    notice.addEventListener('click', () => {
      window.focus()
      onOpen()
      notice.close()
    })
  } catch {
    // Some phones let service workers alone do this: the inbox has it all the same.
  }
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** Notices of the browser's for what ends while nobody looks, once somebody has asked for them. */
export function createBrowserNotices() {
  const words = useWords('generation', generationEn)
  const navigate = useNavigate()
  const hasThem = window.isSecureContext && 'Notification' in window
  const [permission, setPermission] = createSignal(hasThem ? Notification.permission : 'denied')
  const [isWanted, setWanted] = createStoredSignal({ key, initial: false, isValid: isBoolean })
  const isNew = makeMemory()
  createSightLock()
  // What was chosen in another tab counts in this one too.
  const onStored = ({ key: changed, newValue }: StorageEvent) => {
    if (changed !== key) return
    setWanted(newValue === 'true')
    if (hasThem) setPermission(Notification.permission)
  }
  window.addEventListener('storage', onStored)
  onCleanup(() => window.removeEventListener('storage', onStored))

  const tell = async (changed: ChangedGeneration) => {
    if (await isInSight()) return
    const { id, title, thread } = changed
    const body = stateWords(changed, Date.now(), words())
    await claim(id, () => show({ id, title, body, onOpen: () => navigate(`/t/${encodeURIComponent(thread.id)}`) }))
  }
  // oxlint-disable-next-line solid/reactivity -- an event, not something to track
  useActivity().listen((event) => {
    for (const changed of endedIn(event)) {
      if (isNew(changed.id) && isWanted() && permission() === 'granted') void tell(changed)
    }
  })

  return {
    state: (): NoticeState => {
      if (!hasThem) return 'none'
      if (permission() === 'denied') return 'blocked'
      return isWanted() && permission() === 'granted' ? 'on' : 'off'
    },
    /** Asks the person for leave, if that is still open. */
    turnOn: async () => {
      setPermission(await Notification.requestPermission())
      setWanted(true)
    },
    turnOff: () => setWanted(false),
  }
}
