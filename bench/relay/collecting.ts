/** Arguments for node: the server collects its garbage on SIGUSR2. */
export const collecting = ['--import', new URL('./collect-on-signal.ts', import.meta.url).href] as const
