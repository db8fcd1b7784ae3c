import { type Component, createComponent, createMemo, type JSX, Show, untrack } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from './button.tsx'
import { createPart } from './create-part.ts'
import { handOnFocus } from './hand-on-focus.ts'
import { makeLoader } from './make-loader.ts'
import { Notice } from './notice.tsx'
import { uiEn } from './ui.en.ts'

type NotLoadedProps = { isBusy: boolean; onRetry: () => void; onLeave: (() => void) | undefined }

function NotLoaded(props: NotLoadedProps) {
  const words = useWords('ui', uiEn)
  return (
    <div class="basis-full">
      <Notice tone="warning" role="alert">
        <p>{words().notLoaded}</p>
        <div class="mt-2 flex flex-wrap gap-2">
          <Button size="small" onClick={() => location.reload()}>
            {words().reload}
          </Button>
          <Button ref={handOnFocus} size="small" aria-disabled={props.isBusy} onClick={() => props.onRetry()}>
            {words().tryAgain}
          </Button>
          <Show when={props.onLeave}>
            <Button size="small" look="quiet" onClick={() => props.onLeave?.()}>
              {words().close}
            </Button>
          </Show>
        </div>
      </Notice>
    </div>
  )
}

/**
 * A part of the page whose code is loaded when it is first shown, below a `Suspense`. One that does not come says so in its
 * place, and is asked for again there: without a network, or when a newer version has been put up, the rest of the page goes on.
 * Whether asking again asks the network is the browser's: older ones keep an `import()` that failed until the page is reloaded.
 *
 * @param leave - how somebody is rid of a part that they have opened
 */
export function lazyPart<Props extends object>(
  load: () => Promise<Component<Props>>,
  leave?: (props: Props) => void,
): Component<Props> & { preload: () => void } {
  const loader = makeLoader(load)
  const Part = (props: Props): JSX.Element => {
    const part = createPart(loader)
    const shown = createMemo(() => {
      if (part.hasFailed()) {
        return <NotLoaded isBusy={part.isBusy()} onRetry={part.retry} onLeave={leave && (() => leave(props))} />
      }
      const loaded = part.loaded()
      return loaded && untrack(() => createComponent(loaded, props))
    })
    return <>{shown()}</>
  }
  return Object.assign(Part, { preload: () => void loader.load().catch(() => {}) })
}
