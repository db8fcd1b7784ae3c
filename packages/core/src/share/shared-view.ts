/** What a share shows to whoever looks through it: one thread, read only, and of that what was chosen. */
export interface SharedView {
  readonly threadId: string
  /** Whoever made it. Nobody is shown more through it than they are. */
  readonly madeById: string
  /** What was asked, unless it is marked internal, and what was thought about it. */
  readonly showsPrompts: boolean
  readonly showsCost: boolean
  readonly requiresSignIn: boolean
  readonly expiresAt: Date
}
