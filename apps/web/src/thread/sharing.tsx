import Lock from 'lucide-solid/icons/lock'
import Users from 'lucide-solid/icons/users'
import { type JSX, Show } from 'solid-js'
import type { Viewer } from '../app/app-requests.ts'
import { useViewer } from '../app/viewer.tsx'
import { useApi } from '../graphql/api.ts'
import type { ThreadVisibility } from '../graphql/generated/graphql.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { Refused } from '../ui/refused.tsx'
import { sharingEn } from './sharing.en.ts'
import { canShare, canTakeBack, sharingWords } from './sharing-words.ts'
import { shareThread, type ThreadSight } from './thread-requests.ts'

type SharingProps = {
  /** Undefined until it is known. */
  sight: ThreadSight | undefined
  /** Sharing by links, for those who may. */
  links: JSX.Element
  /** Null when the viewer does not see the thread any more. */
  onChanged: (sight: ThreadSight | null) => void
}

type Shown = Omit<SharingProps, 'sight'> & { sight: ThreadSight; viewer: Viewer }

/** Who sees the thread, and for those who may: sharing it with its space, or taking it back. */
export function Sharing(props: SharingProps) {
  const { viewer } = useViewer()
  return (
    <Show when={viewer()}>
      {(viewer) => (
        <Show when={props.sight}>
          {(sight) => (
            <KnownSharing sight={sight()} viewer={viewer()} links={props.links} onChanged={props.onChanged} />
          )}
        </Show>
      )}
    </Show>
  )
}

function KnownSharing(props: Shown) {
  const api = useApi()
  const words = useWords('sharing', sharingEn)
  const formats = useFormats()
  const { act, isBusy, refusal } = createAction((visibility: ThreadVisibility) =>
    shareThread(api, { id: props.sight.id, visibility }),
  )
  const isShared = () => props.sight.visibility === 'SPACE'
  /** What the viewer may make of it; one button for both, so that it keeps the focus. */
  const next = (): ThreadVisibility | null => {
    if (canTakeBack(props.sight)) return 'PRIVATE'
    return canShare(props.sight, props.viewer) ? 'SPACE' : null
  }
  const set = async (visibility: ThreadVisibility) => {
    const done = await act(visibility)
    if (done) props.onChanged(done.thread)
  }
  return (
    <div role="group" aria-label={words().label} class="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p aria-live="polite" class="flex min-w-0 flex-1 basis-60 items-center gap-2 text-[0.86rem] text-soft">
        <Show when={isShared()} fallback={<Lock size={14} class="shrink-0" aria-hidden="true" />}>
          <Users size={15} class="shrink-0 text-accent" aria-hidden="true" />
        </Show>
        <span class="[overflow-wrap:anywhere]">
          {sharingWords(props.sight, props.viewer, { words: words(), formats: formats() })}
        </span>
      </p>
      <Show when={next()}>
        {(visibility) => (
          <Show
            when={visibility() === 'SPACE' || props.sight.isMine}
            fallback={
              <AskFirst
                label={words().stop}
                of={words().stopOf}
                question={words().stopQuestion}
                isBusy={isBusy()}
                onConfirm={() => void set('PRIVATE')}
              />
            }
          >
            <Button size="small" aria-disabled={isBusy()} onClick={() => void set(visibility())}>
              {visibility() === 'SPACE' ? words().share(props.sight.space.name) : words().stop}
            </Button>
          </Show>
        )}
      </Show>
      {props.links}
      <Refused refusal={refusal()} />
    </div>
  )
}
