import { makeBatch } from '../line/batch.ts'
import type { SoFarRow } from '../log/read-log.ts'

/** Reads up to where the logs of generations go, and the texts of those of which they are wanted, in one reading. */
type ReadSoFar = (
  asked: readonly { readonly id: string; readonly isWanted: boolean }[],
) => Promise<ReadonlyMap<string, SoFarRow>>

/**
 * What generations have written so far. Text and head of one, asked for in the same turn, are of one reading, so that whoever goes on from there
 * misses nothing and has nothing twice; a text that nobody asks for is not read.
 */
export function makeSoFar(read: ReadSoFar) {
  const wanted = new Set<string>()
  const readOne = makeBatch((ids) => read(ids.map((id) => ({ id, isWanted: wanted.delete(id) }))))
  return {
    textOf(id: string): Promise<SoFarRow | null> {
      wanted.add(id)
      return readOne(id)
    },
    async headOf(id: string): Promise<number | null> {
      return (await readOne(id))?.seq ?? null
    },
  }
}
