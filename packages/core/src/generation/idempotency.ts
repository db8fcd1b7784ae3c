import { AppError } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'

/** @throws InvalidInput for a key that is none */
export function checkIdempotencyKey(key: string): void {
  if (key.length < 1 || key.length > 200) {
    throw new InvalidInput('idempotencyKey', 'An idempotency key has 1 to 200 characters.')
  }
}

/** SHA-256 of what a caller asks for, without its key, in hexadecimal: by it a repeat is told from another input. */
export async function hashOfInput(fields: readonly unknown[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(fields)))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Why a key that was used for something else is refused. */
export function idempotencyConflict(): AppError {
  return new AppError('IDEMPOTENCY_CONFLICT', {
    message: 'This idempotency key was used for another input. Use a new key for a new generation.',
  })
}
