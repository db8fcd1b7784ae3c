import { type Accessor, createContext, createSignal, onCleanup, type ParentProps, useContext } from 'solid-js'

const StatusContext = createContext<(message: string) => void>()

/** Answers what tells those who do not see the page something, politely. Throws outside of `StatusProvider`. */
export function useAnnounce(): (message: string) => void {
  const announce = useContext(StatusContext)
  if (!announce) throw new Error('useAnnounce outside of StatusProvider')
  return announce
}

/** What the view is called, without what is counted in front of it; empty between two views. */
const viewNow = () => document.title.replace(/^\(.*?\) /, '').replace(/(^| · )Sluice$/, '')

/** Another view is silent to those who do not see it; its title tells them where they are. */
function announceTitles(announce: (message: string) => void) {
  let before = viewNow()
  const observer = new MutationObserver(() => {
    const view = viewNow()
    if (view === '' || view === before) return
    before = view
    announce(view)
  })
  observer.observe(document.head, { subtree: true, childList: true, characterData: true })
  onCleanup(() => observer.disconnect())
}

/** What comes within this time is said together: the second would cut the first off. */
const togetherMs = 500

/** The page's one region for what is to be said and not shown. */
export function StatusProvider(props: ParentProps) {
  const [message, setMessage] = createSignal('')
  let saidAt = -togetherMs
  const announce = (said: string) => {
    const now = performance.now()
    setMessage((before) => (now - saidAt < togetherMs ? `${before} · ${said}` : said))
    saidAt = now
  }
  announceTitles(announce)
  return (
    <StatusContext.Provider value={announce}>
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
