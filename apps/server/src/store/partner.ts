/**
 * SQL: whether somebody counts as a partner of a space: they are neither owner nor staff. So too one who has left it.
 *
 * @param space - an expression for the id of the space
 * @param principal - an expression for theirs
 */
export function isPartner(space: string, principal: string): string {
  return `NOT EXISTS (SELECT FROM membership m WHERE m.space_id = ${space} AND m.principal_id = ${principal} AND m.role IN ('OWNER', 'STAFF'))`
}

/**
 * SQL: the models, as JSON, that the owner of a row may ask in its space; null for all.
 *
 * @param row - the name of a table in the statement that has owner_id and space_id
 */
export function allowedModels(row: string, owner = `${row}.owner_id`): string {
  return `(SELECT s.partner_models FROM space s WHERE s.id = ${row}.space_id AND s.partner_models IS NOT NULL AND ${isPartner('s.id', owner)})`
}
