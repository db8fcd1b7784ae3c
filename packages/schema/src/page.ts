import { AppError } from '@sluice/core/app-error'
import { asUuid, isUuid } from './global-id.ts'

/** Most that one page holds. */
const maxSize = 100
const defaultSize = 20

/** Where and how much of a list is asked for. */
export interface PageArgs {
  readonly first?: number | null | undefined
  readonly last?: number | null | undefined
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

/** What every connection says about its pages. The lists of edges multiply by ten on their own; see `complexity` of the builder. */
export const pages = {
  defaultSize,
  maxSize: ({ first, last }: PageArgs) => {
    if ((first ?? last ?? 0) <= maxSize) return maxSize
    throw new AppError('INVALID_INPUT', {
      message: `A page has at most ${maxSize} entries. Ask for the next one with after.`,
    })
  },
  complexity: ({ first, last }: PageArgs) => ({ field: 1, multiplier: (first ?? last ?? defaultSize) / 10 }),
}

/**
 * The row that a page begins at, as Prisma's cursor: it must be one that the viewer sees. Prisma would look it up whoever
 * has it, and what comes back would tell whether there is such a one.
 *
 * @param find - the row of this id, if the viewer sees it
 * @throws AppError with BAD_CURSOR for what is no cursor
 */
export async function placeOf(
  { after, before }: PageArgs,
  find: (id: string) => Promise<object | null>,
): Promise<{ cursor?: { id: string } }> {
  const cursor = after ?? before
  if (typeof cursor !== 'string') return {}
  const id = idIn(cursor)
  return { cursor: { id: (await find(id)) ? id : asUuid('') } }
}

/**
 * What of a list that is newest first, and that rows leave while it is read, lies behind the cursor of a page, or before it: by the id alone. By
 * Prisma's cursor the next row would be passed over in the place of one that has left. The row itself may have been deleted, or be out of the
 * viewer's sight: nobody looks for it, so that the list goes on, and what comes back does not tell whether there is such a one.
 *
 * @throws AppError with BAD_CURSOR for what is no cursor
 */
export function beyondCursor({ after, before }: PageArgs): { id?: { lt: string } | { gt: string } } {
  const cursor = after ?? before
  if (typeof cursor !== 'string') return {}
  const id = idIn(cursor)
  return { id: typeof after === 'string' ? { lt: id } : { gt: id } }
}

function idIn(cursor: string): string {
  const [, id = ''] = /^GPC:S:(.*)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? []
  if (!isUuid(id)) throw badCursor()
  return id
}

function badCursor(): AppError {
  return new AppError('BAD_CURSOR', { message: 'This is no cursor of this list. Ask for it without one.' })
}
