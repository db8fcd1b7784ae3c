import type { PasswordHasher, PasswordPorts } from '@sluice/core/access/password'
import type { Sql } from '@sluice/prisma/sql'
import { type HashingGate, makeHashingGate } from './hashing-gate.ts'
import { makeSignInLimits, type SignInLimits } from './sign-in-limits.ts'

/** What stands before every look at a password, whether somebody signs in with it or sets another. */
export interface PasswordGuard extends Pick<PasswordPorts, 'hasher' | 'countTry'> {
  readonly limits: SignInLimits
  readonly gate: HashingGate
}

/** One for the whole process, with its counts in the database. */
export function guardPasswords(sql: Sql): PasswordGuard {
  const limits = makeSignInLimits(sql)
  const gate = makeHashingGate()
  // Without an address: whoever has a session must not get more tries by moving about.
  const countTry = (account: string) => limits.count({ account, address: null })
  return { limits, gate, hasher: hashBehind(gate), countTry }
}

/** The hash that better-auth compares with when somebody signs in: scrypt, on a thread beside. Loaded when it is needed, like all of better-auth. */
function hashBehind(gate: HashingGate): PasswordHasher {
  const load = () => import('better-auth/crypto')
  return {
    hash: (password) => gate.pass(async () => (await load()).hashPassword(password)),
    verify: (password, hash) => gate.pass(async () => (await load()).verifyPassword({ password, hash })),
  }
}
