/** How a target is asked. In `path` and `body`, `${id}`, `${prompt}` and `${promptUrl}` are filled in. */
export interface Wire {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Empty for none. */
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** What stands right before the text of tokens, and before nothing else that carries text. An event may hold several tokens. */
  readonly marker: string
  /** What ends a whole stream. */
  readonly done: string
  /** Asked first, where a generation is started by a request of its own; its answer has the id at `idPath`. */
  readonly start?: { readonly path: string; readonly body: string; readonly idPath: readonly string[] }
}

/** So many generations, each with so many watchers, at so many tokens a second. */
export interface Load {
  readonly generations: number
  readonly watchers: number
  readonly rate: number
}

/** What the load client is told. */
export interface LoadOptions extends Load {
  readonly wire: Wire
  /** Of each replica; a generation is started at one and watched at the next. */
  readonly ports: readonly number[]
  readonly providerPort: number
  readonly pids: readonly number[]
  readonly databasePids: readonly number[]
  readonly collectingPids: readonly number[]
  readonly providerPid: number
  readonly firstTokenMs: number
  /** In which all generations are started. */
  readonly rampMs: number
  /** From the last start and its first token to the window in which is measured. */
  readonly settleMs: number
  readonly seconds: number
  /** After the window, for streams to end in; what has not ended then was too late. */
  readonly graceMs: number
  /** Also reads every event as JSON, which costs too much to do while measuring. */
  readonly isStrict: boolean
}

/** Milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** What the load client has seen. */
export interface LoadResult {
  readonly offeredPerSecond: number
  readonly tokensPerSecond: number
  /** From the provider's sending of a token to its arrival. */
  readonly added: Latency
  /** The same where another replica than the watched one ran it; null with one. */
  readonly addedAcross: (Latency & { readonly share: number }) | null
  /** From the request to the first token, less what the provider itself waited. */
  readonly firstAddedP50: number
  /** CPU of the target for each delivered token, in microseconds; of the database's own processes beside it. */
  readonly cpuPerToken: number
  readonly databaseCpuPerToken: number
  /** Of a core. */
  readonly cpuShare: number
  readonly residentMb: number
  /** At the end of the window, after a garbage collection where it can be asked for one. */
  readonly heldBytes: number
  readonly streams: number
  /** Streams with each token once, in order, and a proper end. */
  readonly whole: number
  /** By kind; `late` had not ended in time. */
  readonly faults: Readonly<Record<string, number>>
  /** The first answer that was none. */
  readonly sample: string | null
  /** How late the provider itself was; for who reads the raw lines. */
  readonly providerLateP99Ms: number
  /** Of a core: the provider with the load client, and all that is none of ours. */
  readonly harnessShare: number
  readonly foreignShare: number
}
