import type { Claim } from '@sluice/core/generation/run-log'
import type { Database } from '@sluice/prisma/sql'
import { claimNext } from '@sluice/server/dispatch/claim'
import type { Frame } from '@sluice/server/log/flush'
import { putInLine, unlimited } from './put-in-line.ts'

/** What this worker takes on for a provider, one at most. */
export async function claim(database: Database, workerId: string, provider: string): Promise<readonly Claim[]> {
  return (await claimNext(database, { workerId, ask: 1, caps: unlimited, providers: [provider] })).claims
}

/** A generation that this worker has taken on; nobody else is in line for its provider. */
export async function takeOn(database: Database, workerId: string): Promise<Claim> {
  const { provider } = await putInLine(database)
  const [taken] = await claim(database, workerId, provider)
  if (!taken) throw new Error('nothing was claimed')
  return taken
}

/** What one flush writes for it: more text. */
export function textFrame({ id, attempt }: { id: string; attempt: number }, seq: number, text: string): Frame {
  const events = [{ seq, body: { kind: 'TextDelta' as const, text } }]
  return {
    id,
    attempt,
    events,
    head: seq,
    phase: null,
    hasContent: true,
    answeredBy: null,
    checkpoint: null,
    end: null,
  }
}

/** What one flush writes for it: its end. */
export function endFrame(claim: Claim, seq: number, output: string): Frame {
  const nothing = { error_code: null, error_message: null, error_retryable: null, usage: null }
  const end = {
    ...nothing,
    status: 'SUCCEEDED' as const,
    outcome: 'SUCCEEDED' as const,
    text_tail: output,
    thinking_tail: '',
  }
  const { model, provider, retries } = claim
  const rest = {
    finish_reason: 'STOP',
    cost: null,
    hold: null,
    delay_ms: 0,
    model,
    provider,
    retries,
    asked: provider,
    asked_wait_ms: null,
  }
  const events = [{ seq, body: { kind: 'GenerationSucceeded' as const, finishReason: 'STOP' as const } }]
  return { ...textFrame(claim, seq, ''), events, end: { ...end, ...rest } }
}

/** What is in the log of one that has been taken on, as {@link logOf} says it. */
export const begun = ['1 0 StatusChanged', '2 1 StatusChanged']

/** The log as `seq attempt kind`, and the text where there is one. */
export async function logOf(database: Database, id: string): Promise<string[]> {
  const rows = await database.query<{ line: string }>(
    `SELECT concat_ws(' ', seq, attempt, kind, payload->>'text') AS line FROM generation_event WHERE generation_id = $1 ORDER BY seq`,
    [id],
  )
  return rows.map(({ line }) => line)
}
