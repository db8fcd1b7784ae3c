import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import type { OpenDatabase } from './open-database.ts'

/** A process, for tests, that opens a database and holds it until it is killed. */
export interface DatabaseProcess extends AsyncDisposable {
  /** What its statement gave, as JSON: by then the database is open. Undefined when it ended without. */
  answer: Promise<string | undefined>
  ended: Promise<{ code: number | null; stderr: string }>
  /** By SIGKILL. */
  kill(): void
}

/** What the process opens, and the statement that it then runs. */
export interface SpawnOpen extends Partial<OpenDatabase> {
  statement?: string
  /** Nothing leads to the database any more when its answer is told, and the garbage is collected. */
  isForgotten?: boolean
}

/** Starts one. Disposing of it kills it. */
export function spawnOpen({
  statement = 'SELECT 1 AS one',
  isForgotten = false,
  ...options
}: SpawnOpen): DatabaseProcess {
  const script = `
    const [module, options, statement] = process.argv.slice(1)
    const { openDatabase } = await import(module)
    let db = await openDatabase(JSON.parse(options))
    const answer = await db.query(statement)
    if (${isForgotten}) {
      db = null
      for (let n = 0; n < 5; n += 1) {
        gc()
        await new Promise((done) => setTimeout(done, 20))
      }
    }
    console.log(JSON.stringify(answer))
    setInterval(() => db, 60_000)`
  const module = new URL('./open-database.ts', import.meta.url).href
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--input-type=module', '-e', script, module, JSON.stringify(options), statement],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const stderr = text(child.stderr)
  const ended = closed.then(async (code) => ({ code, stderr: await stderr }))
  const answer = new Promise<string | undefined>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    child.once('close', () => resolve(undefined))
  })
  return {
    answer,
    ended,
    kill: () => void child.kill('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
