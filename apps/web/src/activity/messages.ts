import type { ActivityEvent, Opened } from '@sluice/client'

/** What the tabs of one browser tell each other. One of them leads: it holds the one stream, and passes on what comes. */
export type TabMessage =
  /** These generations are on screen in this tab. An `after` asks for what comes after it, null for all that there is. */
  | { readonly kind: 'wants'; readonly tab: string; readonly isVisible: boolean; readonly open: readonly Opened[] }
  /** This tab closes. */
  | { readonly kind: 'gone'; readonly tab: string }
  /** There is a new leader, which does not know yet what is wanted. */
  | { readonly kind: 'leads' }
  /** The stream said this. */
  | { readonly kind: 'event'; readonly event: ActivityEvent }
  /** How the stream is, told at every change and now and then. */
  | { readonly kind: 'state'; readonly state: StreamState }

/** How the browser's one stream is. */
export type StreamState = 'connected' | 'lost' | 'signed out'
