import { keyBytes } from './secret-box.ts'

/** A key as it is written, in base64; null when it is none of the right length. */
export function readSecretKey(text: string): Buffer | null {
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null
  const key = Buffer.from(text, 'base64')
  return key.length === keyBytes ? key : null
}

/**
 * The keys of a list with commas.
 *
 * @throws TypeError that quotes none of it
 */
export function readSecretKeys(list: string): Buffer[] {
  const parts = list.split(',').map((part) => part.trim())
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const key = readSecretKey(part)
      if (!key) throw new TypeError('each key is 32 bytes in base64, as `openssl rand -base64 32` makes one')
      return key
    })
}
