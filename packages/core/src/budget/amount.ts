/** Money or tokens in whole billionths, so that no sum picks up floating-point noise. */
export type Amount = bigint

const one = 1_000_000_000n

/**
 * Reads a decimal number that is not negative.
 *
 * @throws RangeError for what is none, or has more than nine decimals or fifteen digits before them
 */
export function parseAmount(text: string): Amount {
  const [, whole, decimals = ''] = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text) ?? []
  if (whole === undefined) throw new RangeError(`${text} is no amount.`)
  return BigInt(whole) * one + BigInt(decimals.padEnd(9, '0'))
}

/** The shortest decimal number that says the same. */
export function formatAmount(amount: Amount): string {
  const digits = amount.toString().padStart(10, '0')
  const decimals = digits.slice(-9).replace(/0+$/, '')
  return digits.slice(0, -9) + (decimals === '' ? '' : `.${decimals}`)
}

/** Whether it has no decimals, as a count of tokens has none. */
export function isWhole(amount: Amount): boolean {
  return amount % one === 0n
}

/** So many tokens. */
export function tokens(count: number): Amount {
  return BigInt(count) * one
}
