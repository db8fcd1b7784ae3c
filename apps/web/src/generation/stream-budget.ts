/** A browser has six connections per origin over HTTP/1.1, and people open many tabs. */
export const streamsPerTab = 2

type Candidate = { id: string; createdAt: string; hasEnded: boolean }

/**
 * Which generations this tab may stream: the newest that have not ended, in their given order; none in a hidden tab.
 * The others are polled.
 */
export function chooseStreams(candidates: readonly Candidate[], isVisible: boolean, limit = streamsPerTab): string[] {
  if (!isVisible) return []
  return candidates
    .filter((candidate) => !candidate.hasEnded)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, limit)
    .map((candidate) => candidate.id)
}
