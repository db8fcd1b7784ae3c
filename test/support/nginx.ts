import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

/** Debian's nginx as it comes, in front of a server. */
export interface Nginx {
  readonly url: string
  /** Cuts every connection, as a reload with a deadline does, and takes new ones at once. */
  cut(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts nginx with Debian's own configuration; what a person adds is one `proxy_pass`, and here places for its files.
 *
 * @param more - further lines for the server block
 */
export async function startNginx(target: string, more = ''): Promise<Nginx> {
  const nginx = process.env['SLUICE_TEST_NGINX']
  if (!nginx) throw new Error('SLUICE_TEST_NGINX is not set. Run through: npm test -- nginx')
  const directory = mkdtempSync(join(tmpdir(), 'sluice-nginx-'))
  const port = await freePort()
  const server = `server { listen 127.0.0.1:${port}; ${more} location / { proxy_pass ${target}; } }`
  const debian = readFileSync('/etc/nginx/nginx.conf', 'utf8')
  const own = debian
    .replace(/^pid .*;$/m, `pid ${directory}/nginx.pid; daemon off; worker_shutdown_timeout 1ms;`)
    .replace(/^(\s*)error_log .*;$/m, `error_log ${directory}/error.log;`)
    .replace(/^(\s*)access_log .*;$/m, `access_log ${directory}/access.log;`)
    .replace(/^\s*include \/etc\/nginx\/(conf\.d|modules-enabled)\/.*;$/gm, '')
    .replace(/^\s*include \/etc\/nginx\/sites-enabled\/.*;$/m, server)
  if (!own.includes(server)) throw new Error("The configuration of nginx does not look like Debian's.")
  const config = join(directory, 'nginx.conf')
  writeFileSync(config, own)
  const child = spawn(nginx, ['-c', config, '-p', directory, '-e', join(directory, 'error.log')], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  const stop = () => end(child, directory)
  try {
    await until('nginx answers', async () => {
      if (child.exitCode !== null)
        throw new Error(`nginx ended:\n${readFileSync(join(directory, 'error.log'), 'utf8')}`)
      return fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    stop,
    async cut() {
      child.kill('SIGHUP')
      await until('nginx answers again', () =>
        fetch(`${url}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      )
    },
  }
}

async function end(child: ChildProcess, directory: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
  }
  rmSync(directory, { recursive: true, force: true })
}
