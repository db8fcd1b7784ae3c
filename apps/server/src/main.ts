import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { OpenDatabaseError } from '@sluice/prisma/open-error'
import { composeSluice, type Sluice } from './compose.ts'
import { ConfigError, isLoopback, readConfig } from './config.ts'
import { makeLogger, makeReport } from './report.ts'

try {
  await main()
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof OpenDatabaseError)) throw error
  process.stderr.write(`Sluice cannot start.\n${error.message}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const logger = makeLogger(config.SLUICE_LOG_LEVEL)
  const sluice = await composeSluice(config, { report: makeReport(logger), onBroken: endAtOnce })
  stopOnSignal(sluice)

  const { HOST: host, PORT: port, SLUICE_ROLE: role } = config
  try {
    await listen(sluice.server, host, port)
  } catch (error) {
    // Only its health is asked of a worker by HTTP: where a web process has the port, it does without.
    if (role !== 'worker' || process.env['PORT']) {
      await sluice.stop()
      throw new ConfigError(
        `Cannot listen on ${host}:${port} (HOST, PORT): ${error instanceof Error ? error.message : String(error)}`,
      )
    }
    logger.warn({ host, port }, 'the port is taken: this worker answers no health checks')
  }
  announce(sluice, { host, role })
}

/** Whoever supervises us starts us again; nothing that was committed is lost. */
function endAtOnce({ message }: Error): never {
  process.stderr.write(`Sluice cannot go on.\n${message}\n`)
  process.exit(1)
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, 4_096, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function announce({ server, signInPath }: Sluice, { host, role }: { host: string; role: string }): void {
  const address = server.address() as AddressInfo | null
  const shownHost = host.includes(':') ? `[${host}]` : host
  const origin = `http://${shownHost}:${address?.port ?? 0}`
  process.stdout.write(`Sluice is ready (${role})${address ? ` on ${origin}` : ''}\n`)
  if (signInPath) process.stdout.write(`Sign in, once, within a day:\n  ${origin}${signInPath}\n`)
  if (signInPath && !isLoopback(host))
    process.stdout.write('Anyone who has this link can sign in as the owner: keep it to yourself.\n')
}

/** SIGTERM and SIGINT end the process once its work is handed over; a second one changes nothing. */
function stopOnSignal(sluice: Sluice): void {
  const stop = () => {
    void sluice.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
