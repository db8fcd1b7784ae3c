import type { Readable } from 'node:stream'

const mostCharacters = 200_000

/** Reads these streams, so that nothing waits in them. @returns what they have brought last, in the order of arrival */
export function lastOutput(...streams: readonly Readable[]): () => string {
  let output = ''
  for (const stream of streams) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-mostCharacters)
    })
  }
  return () => output
}
