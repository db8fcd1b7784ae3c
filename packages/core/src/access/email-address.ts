/** What better-auth takes for an e-mail address when somebody signs in: one that it would refuse then must not be kept. */
const address = /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/

/** An e-mail address as it is kept, in lower case; null when it is none. */
export function cleanEmail(text: string): string | null {
  const clean = text.trim().toLowerCase()
  return clean.length <= 254 && address.test(clean) ? clean : null
}

/** What follows the @, in lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}
