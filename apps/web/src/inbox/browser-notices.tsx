import { Match, Show, Switch } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { useInbox } from './create-inbox.tsx'
import { inboxEn } from './inbox.en.ts'

/** Turns notices of the browser's on and off: asked for by a button, and never by the page itself. */
export function BrowserNotices() {
  const words = useWords('inbox', inboxEn)
  const { notices } = useInbox()
  return (
    <Show when={notices.state() !== 'none'}>
      <div class="border-t border-line px-4 py-3 text-[0.86rem] text-soft">
        <Switch>
          <Match when={notices.state() === 'off'}>
            <Button size="small" onClick={() => void notices.turnOn()}>
              {words().noticesOff}
            </Button>
          </Match>
          <Match when={notices.state() === 'on'}>
            <p class="mb-2">{words().noticesOnHint}</p>
            <Button size="small" onClick={() => notices.turnOff()}>
              {words().noticesOn}
            </Button>
          </Match>
          <Match when={notices.state() === 'blocked'}>
            <p>{words().noticesBlocked}</p>
          </Match>
        </Switch>
      </div>
    </Show>
  )
}
