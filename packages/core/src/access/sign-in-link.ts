import { notFound } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'
import { requireScope } from './scope.ts'

/** Links that sign a person in, once. Each is in the audit log. */
export interface SignInLinks {
  /** Answers the link's secret; null when there is no such person. */
  make(viewer: Viewer, principalId: string): Promise<string | null>
}

/**
 * Makes a link for somebody who was let in before, and has lost their browser or their link. Whoever has it is them.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function makeSignInLink(links: SignInLinks, viewer: Viewer, principalId: string): Promise<string> {
  requireScope(viewer, 'ADMIN')
  const secret = await links.make(viewer, principalId)
  if (secret === null) throw notFound('person')
  return secret
}
