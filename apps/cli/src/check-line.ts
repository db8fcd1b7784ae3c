import { Unreachable } from '@sluice/client'
import type { Command } from './commands.ts'
import { exitCodes, UsageError } from './exit-code.ts'

/** A piece of the probe: when the server sent it and when it came, each in milliseconds from a beginning of its own. */
export interface Piece {
  readonly sentMs: number
  readonly cameMs: number
}

/** How long the whole probe may take before the line counts as dead. */
const timeoutMs = 15_000

/** Whether something on the way holds a stream back, and how long its pieces were on the way at most beyond the first. */
export function judgeLine(pieces: readonly Piece[]): { isHeldBack: boolean; lateMs: number } {
  const [first] = pieces
  if (!first) return { isHeldBack: true, lateMs: 0 }
  // A buffer shows as pieces that come together: the first one later, as seen from the last, than it was sent.
  const waits = pieces.map(({ sentMs, cameMs }) => cameMs - sentMs)
  const lateMs = Math.max(...waits) - Math.min(...waits)
  return { isHeldBack: lateMs > 200, lateMs }
}

/** Tells whether streams come through to here as they are sent. Exit code 1 when they do not. */
export async function checkCommand({ url, output, options, signal }: Command): Promise<number> {
  if (options.words.length > 0) throw new UsageError('sluice check takes options only.')
  const pieces = await readProbe(url, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])).catch(
    (error: unknown) => {
      if (signal.aborted) throw error
      throw new Unreachable(error instanceof Error ? error.message : String(error), error)
    },
  )
  const { isHeldBack, lateMs } = judgeLine(pieces)
  if (options.json) await output.json({ type: 'Line', isHeldBack, lateMs: Math.round(lateMs), pieces })
  else if (!isHeldBack)
    await output.text(`streams come through as they are sent (${Math.round(lateMs)} ms late at most)\n`)
  if (!isHeldBack) return exitCodes.succeeded
  output.notice(
    `something between here and ${url} holds streams back by ${Math.round(lateMs)} ms: a proxy that buffers or compresses. See "Behind a proxy" in docs/operations.md.`,
  )
  return exitCodes.failed
}

async function readProbe(url: string, signal: AbortSignal): Promise<Piece[]> {
  const response = await fetch(`${url.replace(/\/+$/, '')}/healthz/stream`, { signal, cache: 'no-store' })
  if (!response.ok || !response.body) throw new Error(`/healthz/stream answered ${response.status}`)
  const pieces: Piece[] = []
  let rest = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + chunk).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const sentMs = /^event: piece\ndata: .*"sentMs":(\d+)/.exec(frame)?.[1]
      if (sentMs !== undefined) pieces.push({ sentMs: Number(sentMs), cameMs: performance.now() })
    }
  }
  if (pieces.length === 0) throw new Error('/healthz/stream sent nothing')
  return pieces
}
