import { isBackground } from './room.ts'

/** How soon something is wanted, among all that its person has in line. */
export type GenerationPriority = 'INTERACTIVE' | 'BACKGROUND'

const ranks: Record<GenerationPriority, number> = { INTERACTIVE: 0, BACKGROUND: -1 }

/** The number that stands for it in the line: larger goes first. */
export function rankOf(priority: GenerationPriority): number {
  return ranks[priority]
}

/** What a number in the line stands for. */
export function priorityOf(rank: number): GenerationPriority {
  return isBackground({ priority: rank }) ? 'BACKGROUND' : 'INTERACTIVE'
}
