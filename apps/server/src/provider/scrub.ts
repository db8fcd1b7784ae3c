import { toWellFormed } from '@sluice/core/text/well-formed'

/** Characters of a provider's message that are shown. */
const maxLength = 500

const secrets: readonly RegExp[] = [
  /\b(?:bearer|basic)\s+[^\s"',;]+/gi,
  /\b(?:sk|pk|rk|gsk|xai|key|api)[-_][\w*.-]{5,}/gi, // also masked keys, as OpenAI quotes them: sk-ab***cd
  /(?<=:\/\/)[^\s/@]+@/g, // a password in an address
  /(?<=[?&](?:key|api[-_]?key|token)=)[^\s&"']+/gi,
  /\b[\w-]{40,}\b/g,
]

/**
 * A provider's message without anything that looks like a key, and without the key that is in use, in one line of at
 * most 500 characters.
 */
export function scrub(message: string, apiKey: string | null): string {
  let text = toWellFormed(message.slice(0, maxLength * 8))
    .replace(/\s+/g, ' ')
    .trim()
  if (apiKey !== null && apiKey.length >= 4) text = text.replaceAll(apiKey, '…')
  for (const secret of secrets) text = text.replace(secret, '…')
  return text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text
}
