import { AppError } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'

/** What a viewer may do. */
export type Scope = 'READ' | 'START' | 'ADMIN'

/** Every scope, with what it allows. */
export const scopes: Readonly<Record<Scope, string>> = {
  READ: 'Reads and watches what the principal may see.',
  START: 'Starts generations, and stops and moves its own; reads what these answer with.',
  ADMIN: 'Adds providers, sets caps, makes spaces, service tokens and sign-in links, and reads the audit log.',
}

/** Whether this names a scope that this version knows. */
export function isScope(name: string): name is Scope {
  return Object.hasOwn(scopes, name)
}

/** What the owner of this server has, and services that the operator has named in the configuration. */
export const allScopes: ReadonlySet<Scope> = new Set<Scope>(['READ', 'START', 'ADMIN'])

/** What people have whom somebody has let in. */
export const memberScopes: ReadonlySet<Scope> = new Set<Scope>(['READ', 'START'])

/** @throws AppError with FORBIDDEN */
export function requireScope({ scopes: own }: Viewer, scope: Scope): void {
  if (own.has(scope)) return
  throw new AppError('FORBIDDEN', { message: `This needs the right ${scope}, which you do not have here.` })
}
