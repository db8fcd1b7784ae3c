import type { Scope } from './access/scope.ts'
import type { SharedView } from './share/shared-view.ts'

/** Who is asking. Every use case takes it from the context of the request and never from an argument. */
export interface Viewer {
  readonly id: string
  readonly kind: 'PERSON' | 'SERVICE'
  readonly name: string
  /** The space that belongs to this principal, where threads go that name no other. */
  readonly spaceId: string
  readonly scopes: ReadonlySet<Scope>
  /** Set for one who looks through a share: then this is nobody who owns anything or is in a space, and `id` is the share's. */
  readonly share?: SharedView
}
