/**
 * SQL: whether a viewer sees a thread; the same as `visible.threads` of the schema, for statements that Prisma does not write.
 *
 * @param thread - the name of the table of threads in the statement
 * @param viewer - the parameter that holds the viewer's id, such as "$2"
 */
export function seesThread(thread: string, viewer: string): string {
  return `(${thread}.deleted_at IS NULL AND (${thread}.owner_id = ${viewer} OR (${thread}.visibility = 'SPACE' AND EXISTS (
    SELECT FROM membership m WHERE m.space_id = ${thread}.space_id AND m.principal_id = ${viewer}))))`
}

/** SQL: whether a viewer who sees its thread may stop a generation: their own, one in their thread, or as owner or staff of its space. */
export function mayStop(generation: string, thread: string, viewer: string): string {
  return `(${generation}.owner_id = ${viewer} OR ${thread}.owner_id = ${viewer} OR EXISTS (
    SELECT FROM membership m WHERE m.space_id = ${thread}.space_id AND m.principal_id = ${viewer} AND m.role IN ('OWNER', 'STAFF')))`
}

/** SQL: whether somebody may name and delete a thread that is there: who began it, and an owner of the space that shares it. */
export function mayManage(thread: string, viewer: string): string {
  return `(${thread}.deleted_at IS NULL AND (${thread}.owner_id = ${viewer} OR (${thread}.visibility = 'SPACE' AND EXISTS (
    SELECT FROM membership m WHERE m.space_id = ${thread}.space_id AND m.principal_id = ${viewer} AND m.role = 'OWNER'))))`
}

/**
 * SQL: whether somebody may share a thread: who began it and is in its space still, or an owner or staff of the space that sees it; the
 * same as `visible.shares` of the schema. A share holds only as long as whoever made it might make it again.
 */
export function mayShare(thread: string, viewer: string): string {
  return `(${thread}.deleted_at IS NULL AND EXISTS (
    SELECT FROM membership m WHERE m.space_id = ${thread}.space_id AND m.principal_id = ${viewer} AND (
      ${thread}.owner_id = ${viewer} OR (${thread}.visibility = 'SPACE' AND m.role IN ('OWNER', 'STAFF')))))`
}
