/** What the audit log tells of, as it is written there and as the schema lists it. */
export const auditActions = [
  'SIGNED_IN',
  'SIGNED_OUT',
  'SESSION_REVOKED',
  'TOKEN_CREATED',
  'TOKEN_ROTATED',
  'TOKEN_REVOKED',
  'CAP_SET',
  'SPACE_CREATED',
  'INVITED',
  'LINK_MADE',
  'ROLE_SET',
  'MEMBER_REMOVED',
  'THREAD_SHARED',
  'THREAD_DELETED',
  'SPACE_DELETED',
  'PERSON_DELETED',
  'RETENTION_SET',
  'EXPORTED',
  'SHARE_CREATED',
  'SHARE_REVOKED',
  'SHARE_USED',
  'PROVIDER_ADDED',
  'PROVIDER_CHANGED',
  'PROVIDER_REMOVED',
  'BUDGET_SET',
  'MODELS_SET',
  'APPROVED',
  'DECLINED',
] as const

/** One of {@link auditActions}. */
export type AuditAction = (typeof auditActions)[number]
