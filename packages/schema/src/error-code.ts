import { type ErrorCode, errorCodes } from '@sluice/core/app-error'

/** A code from a column; one that a newer Sluice wrote is read as INTERNAL. */
export function toErrorCode(column: string | null): ErrorCode | null {
  if (column === null) return null
  return Object.hasOwn(errorCodes, column) ? (column as ErrorCode) : 'INTERNAL'
}
