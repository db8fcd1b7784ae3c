import { type Accessor, createContext, createSignal, onCleanup, type ParentProps, useContext } from 'solid-js'

const StatusContext = createContext<(message: string) => void>()

/** Answers what tells those who do not see the page something, politely. Throws outside of `StatusProvider`. */
export function useAnnounce(): (message: string) => void {
  const announce = useContext(StatusContext)
  if (!announce) throw new Error('useAnnounce outside of StatusProvider')
  return announce
}

/** What the tab is called, without what is counted in front of it. */
const titleNow = () => document.title.replace(/^\(\d+\+?\) /, '')

/** Another view is silent to those who do not see it; its title tells them where they are. */
function announceTitles(announce: (message: string) => void) {
  let before = titleNow()
  const observer = new MutationObserver(() => {
    const title = titleNow()
    if (title === before) return
    before = title
    announce(title)
  })
  observer.observe(document.head, { subtree: true, childList: true, characterData: true })
  onCleanup(() => observer.disconnect())
}

/** The page's one region for what is to be said and not shown. */
export function StatusProvider(props: ParentProps) {
  const [message, setMessage] = createSignal('')
  announceTitles(setMessage)
  return (
    <StatusContext.Provider value={setMessage}>
      {props.children}
      <StatusRegion message={message} />
    </StatusContext.Provider>
  )
}

function StatusRegion(props: { message: Accessor<string> }) {
  return (
    <div role="status" aria-live="polite" class="sr-only">
      {props.message()}
    </div>
  )
}
