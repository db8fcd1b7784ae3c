import { type Accessor, createContext, type ParentProps, useContext } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { loadViewer, type Viewer } from './app-requests.ts'

/** Somebody may be let into a space, or out of it, while their page is open. */
const intervalMs = 60_000

export type KnownViewer = {
  /** Undefined until it has come. */
  viewer: Accessor<Viewer | undefined>
  /** After a change of spaces. */
  refetch: () => Promise<void>
}

const ViewerContext = createContext<KnownViewer>()

/** Who is signed in. Throws outside of `ViewerProvider`. */
export function useViewer(): KnownViewer {
  const known = useContext(ViewerContext)
  if (!known) throw new Error('useViewer outside of ViewerProvider')
  return known
}

/** Finds out who is signed in, and which spaces they are in. */
export function ViewerProvider(props: ParentProps) {
  const api = useApi()
  const { data, refetch } = createLoaded(() => loadViewer(api), intervalMs)
  return <ViewerContext.Provider value={{ viewer: data, refetch }}>{props.children}</ViewerContext.Provider>
}
