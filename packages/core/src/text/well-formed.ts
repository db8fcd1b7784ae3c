const nul = /\0/g

/**
 * Text that every part of Sluice can hold: PostgreSQL has no NUL, UTF-8 no lone surrogate. Each becomes U+FFFD. This is
 * the one place where text is changed on its way from a provider to a reader.
 */
export function toWellFormed(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replace(nul, '\uFFFD') : whole
}

/**
 * Makes deltas well-formed one by one, and joins a surrogate pair that was split over two of them: a high surrogate at
 * the end of one delta is held back until the next.
 */
export function makeDeltaCleaner(): { push(delta: string): string; flush(): string } {
  let held = ''
  return {
    push(delta) {
      const text = held + delta
      held = ''
      const last = text.charCodeAt(text.length - 1)
      if (last < 0xd800 || last > 0xdbff) return toWellFormed(text)
      held = text.slice(-1)
      return toWellFormed(text.slice(0, -1))
    },
    flush() {
      const rest = held
      held = ''
      return toWellFormed(rest)
    },
  }
}
