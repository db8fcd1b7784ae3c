import { execFileSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmdirSync,
  statfsSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { inject } from 'vitest'
import { databaseKind, type Place } from './deployment.ts'
import { runStatement, startPostgresCluster } from './postgres-cluster.ts'

/** Whether file systems can be mounted here: on Linux, as root. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0

/** A file system of its own, so small that it can really be filled; what is full for the database is full for nobody else. */
interface SmallDisk {
  readonly path: string
  /** Takes all the room that is left, but for so many bytes. Default: 0. */
  fill(leaveBytes?: number): void
  /** Gives it back. */
  makeRoom(): void
  /** Unmounts it and all that is on it. */
  remove(): void
}

function mountSmallDisk(megabytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'sluice-small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', path])
  const ballast = join(path, 'ballast')
  const remove = () => {
    process.off('exit', remove)
    execFileSync('umount', ['--lazy', path]) // lazy: a server that is being stopped may still have a file open
    rmdirSync(path)
  }
  process.once('exit', remove)
  const room = () => {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  }
  return {
    path,
    fill(leaveBytes = 0) {
      const file = openSync(ballast, 'a')
      try {
        // Others write meanwhile, so what was room may be gone: then it is as full as was wanted.
        for (let left = room() - leaveBytes; left > 0; left = room() - leaveBytes)
          writeSync(file, Buffer.alloc(Math.min(left, 65_536)))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      } finally {
        closeSync(file)
      }
    },
    makeRoom: () => truncateSync(ballast, 0),
    remove,
  }
}

/** A database whose data lies on a disk that can be filled. */
export interface SmallPlace extends Place {
  readonly disk: Pick<SmallDisk, 'fill' | 'makeRoom'>
}

/**
 * Makes a database of the kind that this run is on, on a small disk of its own. On PostgreSQL that is a tablespace: tables are full
 * while the server itself, whose write-ahead log lies elsewhere, lives; with a full log it would stop, which is a lost database.
 * The server is one of its own, because no server makes a checkpoint, creates or drops any database, while a tablespace is full.
 */
export async function makeSmallPlace(): Promise<SmallPlace> {
  return databaseKind === 'pglite' ? smallDirectory() : smallTablespace()
}

function smallDirectory(): SmallPlace {
  const disk = mountSmallDisk(96)
  const directory = join(disk.path, 'data')
  cpSync(inject('pgliteTemplate'), directory, { recursive: true })
  return { disk, env: { SLUICE_DATA_DIR: directory }, remove: async () => disk.remove() }
}

async function smallTablespace(): Promise<SmallPlace> {
  const cluster = await startPostgresCluster({ binDir: binDirOf(process.env['SLUICE_TEST_POSTGRES_URL'] ?? '') })
  const disk = mountSmallDisk(64)
  const remove = async () => {
    await cluster.stop()
    disk.remove()
  }
  try {
    const location = join(disk.path, 'tablespace')
    mkdirSync(location)
    const { uid, gid } = statSync(`/proc/${cluster.pid}`)
    chownSync(location, uid, gid)
    await runStatement(cluster.url, `CREATE TABLESPACE small LOCATION '${location}'`)
    await runStatement(cluster.url, 'CREATE DATABASE sluice TABLESPACE small')
  } catch (error) {
    await remove()
    throw error
  }
  const url = new URL(cluster.url)
  url.pathname = '/sluice'
  return { disk, env: { DATABASE_URL: url.href }, remove }
}

/** Where the programs of the server are that listens there, on this machine. */
function binDirOf(url: string): string {
  const { port } = new URL(url)
  const isIt = (pid: string) => {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return basename(args[0] ?? '') === 'postgres' && args.includes(`port=${port}`)
    } catch {
      return false // it has ended since
    }
  }
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isIt(name))
  if (!pid) throw new Error(`No PostgreSQL of this machine listens on port ${port}`)
  return dirname(readlinkSync(`/proc/${pid}/exe`))
}
