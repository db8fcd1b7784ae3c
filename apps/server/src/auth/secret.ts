import { createHash, randomBytes } from 'node:crypto'

/** A secret that cannot be guessed: 256 bits, safe in URLs and cookies. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret. It needs no salt or stretching, because nobody can guess 256 random bits. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
