import type { Entry } from './create-entry.ts'

/** What an answer needs of its thread to be refined in it. */
export type Refining = {
  /** What rewrites a span of it, each one a generation of its own. */
  refinements: () => readonly Entry[]
  /** One more was started. */
  onStarted: (id: string) => void
  /** The model that is asked, unless another is chosen. */
  model: () => string
}
