import { AppError } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'

/** @throws InvalidInput for a key that is none */
export function checkIdempotencyKey(key: string): void {
  if (key.length < 1 || key.length > 200) {
    throw new InvalidInput('idempotencyKey', 'An idempotency key has 1 to 200 characters.')
  }
}

/**
 * SHA-256 of a text in UTF-8, in hexadecimal, at once. What core might call itself, `crypto.subtle`, asks another thread: on one core that held up a start
 * for 1.4 ms (2026-11).
 */
export type Sha256 = (text: string) => string

/** The hash of what a caller asks for, without its key: by it a repeat is told from another input. */
export function hashOfInput(sha256: Sha256, fields: readonly unknown[]): string {
  return sha256(JSON.stringify(fields))
}

/** Why a key that was used for something else is refused. */
export function idempotencyConflict(): AppError {
  return new AppError('IDEMPOTENCY_CONFLICT', {
    message: 'This idempotency key was used for another input. Use a new key for a new generation.',
  })
}
