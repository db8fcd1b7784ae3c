import { AppError } from '@sluice/core/app-error'
import type { Opened, SecretBox, SecretContext } from '../secrets/secret-box.ts'

/** Whose key it is, and where it may be sent: sealed with it, so that no row's key serves another row or address. */
export interface KeyOwner {
  readonly id: string
  readonly name: string
  readonly baseUrl: string
}

/**
 * A key as it is kept.
 *
 * @throws AppError with NO_SECRET_KEY
 */
export function sealKey(box: SecretBox, apiKey: string, owner: KeyOwner): string {
  const sealed = box.seal(apiKey, contextOf(owner))
  if (sealed !== null) return sealed
  throw new AppError('NO_SECRET_KEY', {
    message:
      'This server has no key to encrypt an API key with. Its operator sets SLUICE_SECRET_KEY, the same for all processes.',
  })
}

/** The key that was sealed, or why there is none. */
export function openKey(box: SecretBox, sealed: string, owner: KeyOwner): Opened {
  return box.open(sealed, contextOf(owner))
}

function contextOf({ id, name, baseUrl }: KeyOwner): SecretContext {
  return { use: 'provider-key', owner: [id, name, baseUrl] }
}
