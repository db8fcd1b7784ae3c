import { requireScope } from '../access/scope.ts'
import { InvalidInput } from '../invalid-input.ts'
import { requireModelId } from '../model-id.ts'
import type { Viewer } from '../viewer.ts'

/** What a cap limits. */
export type CapScope = 'PERSON' | 'SPACE' | 'MODEL' | 'PROVIDER'

/** A cap that was set at run time, in place of the configured one. */
export interface CapSetting {
  readonly scope: CapScope
  /** Whom it limits: a principal's id, a space's, `provider:model` or a provider's name. Empty for everyone. */
  readonly name: string
  /** How many may run at once; 0 takes nothing more. */
  readonly cap: number
}

/** Where caps are set. */
export interface CapStore {
  /** Sets a cap, or with null takes it back, and wakes the dispatchers. */
  set(setting: Pick<CapSetting, 'scope' | 'name'>, cap: number | null): Promise<void>
  list(): Promise<readonly CapSetting[]>
}

const maxCap = 1_000_000

/**
 * Changes how many may run at once, from the next claim of any process on; what runs goes on. Null puts the configured cap
 * back.
 *
 * @throws InvalidInput; AppError with FORBIDDEN
 */
export async function setCap(
  store: CapStore,
  viewer: Viewer,
  { scope, name, cap }: Omit<CapSetting, 'cap'> & { readonly cap: number | null },
): Promise<readonly CapSetting[]> {
  requireScope(viewer, 'ADMIN')
  if (name.length > 300) throw new InvalidInput('name', 'A name has at most 300 characters.')
  if (scope === 'MODEL' && name !== '') requireModelId('name', name)
  if (cap !== null) checkCap(cap)
  await store.set({ scope, name }, cap)
  return store.list()
}

/** @throws InvalidInput */
export function checkCap(cap: number): void {
  if (Number.isInteger(cap) && cap >= 0 && cap <= maxCap) return
  throw new InvalidInput('cap', 'A cap lies between 0 and 1,000,000.')
}
