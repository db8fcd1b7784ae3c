import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeApiClient } from '../support/api-client.ts'
import { databaseKind, makePlace, makePostgresPlace, type Place } from '../support/deployment.ts'
import { lookInto } from '../support/look-into.ts'
import { type SluiceProcess, startProcess } from '../support/sluice-process.ts'
import { startInVain, type Vain } from '../support/start-in-vain.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

let directory: string
let place: Place
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-boot-'))
  place = await makePlace()
})
afterAll(async () => {
  await place.remove()
  rmSync(directory, { recursive: true, force: true })
})

/** Whatever is wrong, a person reads it and knows what to do: no stack, no path of ours, exit code 1. */
function expectAdvice({ code, output }: Vain): void {
  expect(code).toBe(1)
  expect(output.startsWith('Sluice cannot start.\n')).toBe(true)
  expect(output).not.toMatch(/^\s+at /m)
  expect(output).not.toContain('node_modules')
}

async function occupy(port: number): Promise<{ server: Server; port: number }> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return { server, port: typeof address === 'object' && address ? address.port : port }
}

async function withProcess<T>(env: Record<string, string>, work: (sluice: SluiceProcess) => Promise<T>): Promise<T> {
  const sluice = await startProcess({ ...place.env, SLUICE_LOG_LEVEL: 'warn', ...env })
  try {
    return await work(sluice)
  } finally {
    await sluice.end('SIGTERM')
  }
}

describe('wrong configuration', () => {
  test('all mistakes at once', async () => {
    const providers = join(directory, 'providers.json')
    writeFileSync(providers, JSON.stringify({ providers: [{ name: 'A', baseUrl: 'nowhere' }], models: [{ id: 'x' }] }))
    const vain = await startInVain({
      PORT: 'http',
      SLUICE_ROLE: 'worker',
      SLUICE_LEASE_MS: 'soon',
      OLLAMA_HOST: 'http://[',
      SLUICE_BOOTSTRAP_TOKEN: 'a=one-secret,a=two-secret',
      SLUICE_PROVIDERS: providers,
      SLUICE_DATA_DIR: join(directory, 'never'),
    })
    expectAdvice(vain)
    const named = [
      'PORT',
      'SLUICE_LEASE_MS',
      'DATABASE_URL',
      'OLLAMA_HOST',
      'SLUICE_BOOTSTRAP_TOKEN',
      'SLUICE_PROVIDERS',
    ]
    for (const name of [...named, 'providers.0.name', 'providers.0.baseUrl', 'models.0.id']) {
      expect.soft(vain.output).toContain(name)
    }
    expect(vain.output).not.toContain('secret')
  })

  test('a web process without a database to share', async () => {
    const vain = await startInVain({ SLUICE_ROLE: 'web', SLUICE_DATA_DIR: join(directory, 'never') })
    expectAdvice(vain)
    expect(vain.output).toContain('SLUICE_ROLE=web needs DATABASE_URL')
  })

  test('a data directory that cannot be made', async () => {
    const file = join(directory, 'file')
    writeFileSync(file, '')
    const vain = await startInVain({ SLUICE_DATA_DIR: join(file, 'data') })
    expectAdvice(vain)
    expect(vain.output).toContain(join(file, 'data'))
  })

  test('a PostgreSQL that does not answer', async () => {
    const vain = await startInVain({ DATABASE_URL: 'postgresql://ada:very-secret@127.0.0.1:9/things' })
    expectAdvice(vain)
    expect(vain.output).toContain('127.0.0.1:9/things')
    expect(vain.output).not.toContain('very-secret')
  })

  test('a port that is taken; the database is let go of', async () => {
    const { server, port } = await occupy(0)
    try {
      const vain = await startInVain({ ...place.env, PORT: `${port}` })
      expectAdvice(vain)
      expect(vain.output).toContain(`127.0.0.1:${port}`)
      expect(vain.output).toContain('PORT')
    } finally {
      server.close()
    }
    await withProcess({}, async ({ url }) => expect((await fetch(`${url}/readyz`)).status).toBe(200))
  })
})

test('a start writes nothing in the checkout', async () => {
  const look = () => execFileSync('git', ['status', '--porcelain', '--ignored'], { cwd: root, encoding: 'utf8' })
  const before = look()
  await withProcess({ SLUICE_BOOTSTRAP_TOKEN: 'a-token' }, async ({ url }) => {
    const api = makeApiClient(url, 'a-token')
    await api.ended(await api.start({ prompt: 'Water is wet. Is water wet?' }))
  })
  expect(look()).toBe(before)
})

describe('tokens', () => {
  const viewerOf = async ({ url }: SluiceProcess, token: string) => {
    const { status, body } = await makeApiClient(url, token).ask('{ viewer { id name space { id } } }')
    return status === 200 ? (body.data as { viewer: { id: string; name: string } }).viewer : status
  }

  test('one alone, or several with names; padding is part of them; who they are stays', async () => {
    const padded = 'c2VjcmV0IQ=='
    const first = await withProcess({ SLUICE_BOOTSTRAP_TOKEN: padded }, async (sluice) => {
      const api = makeApiClient(sluice.url, padded)
      const id = await api.start({ prompt: 'Water is wet. Is water wet?' })
      await api.ended(id)
      return { id, viewer: await viewerOf(sluice, padded) }
    })
    expect(first.viewer).toMatchObject({ name: 'service' })

    await withProcess({ SLUICE_BOOTSTRAP_TOKEN: `service=new-token, ci=${padded}` }, async (sluice) => {
      expect(await viewerOf(sluice, 'new-token')).toEqual(first.viewer)
      expect(await makeApiClient(sluice.url, 'new-token').generation(first.id)).toMatchObject({ status: 'SUCCEEDED' })
      expect(await viewerOf(sluice, padded)).toMatchObject({ name: 'ci' })
      expect(await viewerOf(sluice, padded.replaceAll('=', ''))).toBe(401)
    })

    await withProcess({ SLUICE_BOOTSTRAP_TOKEN: '' }, async (sluice) => {
      for (const token of [padded, 'new-token', 'undefined', 'null']) expect(await viewerOf(sluice, token)).toBe(401)
    })
  })
})

if (databaseKind === 'pglite') {
  test('a second process on one data directory is turned away, and the first goes on', async () => {
    await withProcess({ SLUICE_BOOTSTRAP_TOKEN: 'a-token', SLUICE_BUILTIN_RATE: '20' }, async ({ url }) => {
      const api = makeApiClient(url, 'a-token')
      const id = await api.start({ prompt: `${'Water is wet and cold. '.repeat(5)} Is water wet?` })
      const vain = await startInVain(place.env)
      expectAdvice(vain)
      expect(vain.output).toContain(place.env['SLUICE_DATA_DIR'])
      expect(vain.output).toContain('SLUICE_DATA_DIR')
      expect(await api.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
      expect((await api.generation(await api.start({ prompt: 'And then?' }))).id).not.toBe(id)
    })
  })
}

if (databaseKind === 'postgres') {
  test('three that boot at once on an empty database migrate it once, and all get ready', async () => {
    const fresh = await makePostgresPlace()
    const processes = await Promise.allSettled(
      ['web', 'worker', 'all'].map((role) => startProcess({ ...fresh.env, SLUICE_ROLE: role })),
    )
    try {
      expect(processes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
      const applied = await lookInto(fresh.env, ({ query }) =>
        query<{ migration_name: string; times: number }>(
          'SELECT migration_name, count(*)::int AS times FROM _prisma_migrations WHERE finished_at IS NOT NULL GROUP BY 1',
        ),
      )
      expect(applied.length).toBeGreaterThan(0)
      expect(applied.filter(({ times }) => times !== 1)).toEqual([])
      const owners = await lookInto(fresh.env, ({ query }) => query(`SELECT FROM principal WHERE name = 'Owner'`))
      expect(owners).toHaveLength(1)
    } finally {
      for (const result of processes) if (result.status === 'fulfilled') await result.value.end('SIGTERM')
      await fresh.remove()
    }
  })

  test('a database that is not there is said to be not there', async () => {
    const url = new URL(place.env['DATABASE_URL'] ?? '')
    url.pathname = '/no_such_database'
    url.password = 'very-secret'
    const vain = await startInVain({ DATABASE_URL: url.href })
    expectAdvice(vain)
    expect(vain.output).toContain('no_such_database')
    expect(vain.output).not.toContain('very-secret')
  })

  test('a worker to which no port was given runs beside whoever has the usual one', async () => {
    const usual = await occupy(4000).catch(() => null) // else somebody has it already, which does as well
    await withProcess({ SLUICE_ROLE: 'web', SLUICE_BOOTSTRAP_TOKEN: 'a-token' }, async ({ url }) => {
      const worker = await startProcess({ ...place.env, SLUICE_ROLE: 'worker', PORT: '' })
      try {
        const api = makeApiClient(url, 'a-token')
        expect(await api.ended(await api.start({ prompt: 'Water is wet. Is water wet?' }))).toMatchObject({
          status: 'SUCCEEDED',
        })
      } finally {
        await worker.end('SIGTERM')
      }
    }).finally(() => usual?.server.close())
  })
}
