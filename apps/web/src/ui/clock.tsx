import { type Accessor, createContext, createSignal, onCleanup, type ParentProps, useContext } from 'solid-js'

const ClockContext = createContext<Accessor<number>>(Date.now)

/** One tick a second for the whole page, however many things count. */
export function ClockProvider(props: ParentProps) {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 1_000)
  onCleanup(() => clearInterval(timer))
  return <ClockContext.Provider value={now}>{props.children}</ClockContext.Provider>
}

/** Unix time in ms, moving once a second. */
export const useNow = () => useContext(ClockContext)
