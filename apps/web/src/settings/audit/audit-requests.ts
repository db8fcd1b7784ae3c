import type { Api } from '../../graphql/api.ts'
import { type AuditFieldsFragment, AuditLogDocument } from '../generated/graphql.ts'

export type AuditEntry = AuditFieldsFragment

/** A page of the audit log, newest first. */
export async function loadAuditLog(api: Api, page: { first: number; after: string | null }) {
  const { edges, pageInfo } = (await api.request(AuditLogDocument, page)).auditLog
  return {
    entries: edges.map((edge) => edge.node),
    after: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
  }
}
