import { auditActions } from '@sluice/core/access/audit-action'
import { builder } from './builder.ts'
import { pages, placeOf } from './page.ts'
import { visible } from './visible.ts'

/** Who did what to what, from where. */
const AuditEntry = builder.prismaObject('AuditEntry', {
  description: 'Who did what to what, and from where. Nothing changes or removes it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names this entry.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When, by the clock of the database.' }),
    actorId: t.exposeID('actorId', {
      description: 'Who did it: the id of a viewer, or of a share that nobody signed in for.',
    }),
    actorName: t.exposeString('actorName', { description: 'What they were called then.' }),
    action: t.exposeString('action', {
      description: `What they did: ${auditActions.join(', ')}. More may be added.`,
    }),
    subject: t.exposeString('subject', { description: 'What they did it to.' }),
    details: t.expose('details', { type: 'JSON', description: 'What else belongs to it. Never a secret.' }),
    address: t.exposeString('address', {
      nullable: true,
      description:
        'From where: the other end of the connection, which is a proxy where there is one. Null where nothing is known.',
    }),
  }),
})

builder.queryField('auditLog', (t) =>
  t.prismaConnection({
    type: AuditEntry,
    cursor: 'id',
    ...pages,
    description: 'The audit log, newest first. Empty without ADMIN.',
    resolve: async (query, _, page, { prisma, viewer }) => {
      const where = visible.auditEntries(viewer)
      const find = (id: string) =>
        prisma.auditEntry.findFirst({ where: { AND: [{ id }, where] }, select: { id: true } })
      return prisma.auditEntry.findMany({ ...query, ...(await placeOf(page, find)), where, orderBy: { id: 'desc' } })
    },
  }),
)
