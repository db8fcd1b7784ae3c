import type { Wire } from './load.ts'

/** Where a target runs, and what it asks. */
export interface Place {
  readonly cores: string
  readonly providerPort: number
  /** Node servers collect their garbage when they are asked. Default: false, as people run them. */
  readonly canCollect?: boolean
}

/** A server that is measured, while it runs. */
export interface Running {
  /** Of each replica. */
  readonly ports: readonly number[]
  readonly pids: readonly number[]
  /** Processes of a database server beside it. */
  readonly databasePids: readonly number[]
  /** Those of `pids` that collect their garbage on SIGUSR2. */
  readonly collectingPids: readonly number[]
  stop(): Promise<void>
}

/** A server that can be measured. */
export interface Target {
  readonly name: string
  /** Makes sure that all is there to run it. @returns why it cannot run here, or null */
  prepare(): Promise<string | null>
  /** Starts a fresh one. */
  start(place: Place): Promise<Running>
  /** How it is asked when so many watch each generation. */
  wire(watchers: number): Wire
  /** Streams at 40 tokens/s that one core carries, about: where the search for the most begins. */
  readonly carries: number
}
