/**
 * SQL: whether somebody counts as a partner of a space: they are neither owner nor staff. So too one who has left it.
 *
 * @param space - an expression for the id of the space
 * @param principal - an expression for theirs; neither of a table that the statement calls `inside`
 */
export function isPartner(space: string, principal: string): string {
  return `NOT EXISTS (SELECT FROM membership inside
    WHERE inside.space_id = ${space} AND inside.principal_id = ${principal} AND inside.role IN ('OWNER', 'STAFF'))`
}

/**
 * SQL: the models, as JSON, that somebody may ask in the space of a row; null for all.
 *
 * @param row - the name of a table in the statement that has space_id
 * @param owner - an expression for who asks. Default: owner_id of the row
 */
export function allowedModels(row: string, owner = `${row}.owner_id`): string {
  return `(SELECT there.partner_models FROM space there
    WHERE there.id = ${row}.space_id AND there.partner_models IS NOT NULL AND ${isPartner('there.id', owner)})`
}
