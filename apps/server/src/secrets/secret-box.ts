import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** What a secret is for, and whose. It opens for the same alone. */
export interface SecretContext {
  /** One word for each use: keys for different uses are different. */
  readonly use: string
  /** All that it belongs to: an id, a name, an address. */
  readonly owner: readonly string[]
}

/** What came of opening a sealed secret. */
export type Opened =
  /** `isStale`: sealed with an older key; to be sealed again. */
  | { readonly tag: 'opened'; readonly secret: string; readonly isStale: boolean }
  /** None of our keys sealed it. */
  | { readonly tag: 'unknown-key' }
  /** It was changed, or sealed for something else. */
  | { readonly tag: 'not-for-this' }

/** Keeps secrets in the database so that whoever has only that cannot read them. */
export interface SecretBox {
  /** Null when there is no key to seal with. */
  seal(secret: string, context: SecretContext): string | null
  open(sealed: string, context: SecretContext): Opened
}

/** Bytes of a key that secrets are sealed with. */
export const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/**
 * A box over these keys: the first seals, each opens what it has sealed. AES-256-GCM with a random nonce, under a key that
 * HKDF derives for each use; what it belongs to is authenticated with it, so that nothing opens in another's place.
 */
export function makeSecretBox(keys: readonly Buffer[]): SecretBox {
  const known = keys.map((key) => ({ key, id: derive(key, 'id').subarray(0, 6).toString('base64url') }))
  const [first] = known
  return {
    seal(secret, context) {
      if (!first) return null
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', derive(first.key, context.use), nonce)
      cipher.setAAD(ownerBytes(context))
      const bytes = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${first.id}.${bytes.toString('base64url')}`
    },
    open(sealed, context) {
      const [id, text = ''] = sealed.split('.', 2)
      const found = known.find((each) => each.id === id)
      if (!found) return { tag: 'unknown-key' }
      const secret = decrypt(derive(found.key, context.use), Buffer.from(text, 'base64url'), ownerBytes(context))
      return secret === null ? { tag: 'not-for-this' } : { tag: 'opened', secret, isStale: found !== first }
    },
  }
}

function decrypt(key: Buffer, bytes: Buffer, owner: Buffer): string | null {
  if (bytes.length < nonceBytes + tagBytes) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(owner)
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function derive(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `sluice ${use}`, keyBytes))
}

/** As JSON, so that no two owners are written alike. */
function ownerBytes({ owner }: SecretContext): Buffer {
  return Buffer.from(JSON.stringify(owner))
}
