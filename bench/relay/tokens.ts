/** Characters of every token: where one stands in a text says which it is. */
export const tokenLength = 4

/** The most tokens that one answer may have. */
export const tokenLimit = 8_000

/** Token k of every answer. */
export const tokens: readonly string[] = Array.from(
  { length: tokenLimit },
  (_, k) => `${k.toString(36).padStart(tokenLength - 1, '0')} `,
)

/** What the provider is to do with one generation; it stands in the prompt, so it passes through every target. */
export interface Plan {
  readonly run: string
  readonly generation: number
  readonly count: number
  /** Tokens a second. */
  readonly rate: number
  /** From the request to the first token. */
  readonly firstTokenMs: number
  /** Added to it, so that streams do not tick together. */
  readonly phaseMs: number
}

const pattern = /bench run=(\S+) g=(\d+) n=(\d+) rate=([\d.]+) first=(\d+) phase=([\d.]+)/

/** The prompt that carries a plan. */
export function promptFor({ run, generation, count, rate, firstTokenMs, phaseMs }: Plan): string {
  return `bench run=${run} g=${generation} n=${count} rate=${rate} first=${firstTokenMs} phase=${phaseMs.toFixed(2)}`
}

/** The plan in the body of a request; null when there is none. */
export function planIn(body: string): Plan | null {
  const [, run, generation, count, rate, firstTokenMs, phaseMs] = pattern.exec(body) ?? []
  if (run === undefined) return null
  return {
    run,
    generation: Number(generation),
    count: Number(count),
    rate: Number(rate),
    firstTokenMs: Number(firstTokenMs),
    phaseMs: Number(phaseMs),
  }
}
