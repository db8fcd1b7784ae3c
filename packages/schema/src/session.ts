import { builder } from './builder.ts'
import { refusable } from './error.ts'

/** A browser that somebody is signed in with. */
interface Session {
  readonly tokenHash: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly userAgent: string | null
}

const Session = builder.objectRef<Session>('Session').implement({
  description: 'A browser in which you are signed in.',
  fields: (t) => ({
    id: t.exposeID('tokenHash', { description: 'Names it; nobody can sign in with this.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When you signed in there.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'When you have to sign in again.' }),
    userAgent: t.exposeString('userAgent', {
      nullable: true,
      description: 'What the browser called itself. Null when it did not say.',
    }),
    isCurrent: t.boolean({
      description: 'Whether it is the one that asks.',
      resolve: ({ tokenHash }, _, { sessions }) => tokenHash === sessions().current,
    }),
  }),
})

builder.queryField('sessions', (t) =>
  t.field({
    type: [Session],
    description: 'The browsers in which you are signed in, newest first, 100 at most.',
    resolve: (_, __, { prisma, viewer }) =>
      prisma.browserSession.findMany({
        where: { principalId: viewer.id, expiresAt: { gt: new Date() } },
        orderBy: { createdAt: 'desc' },
        take: 100,
      }),
  }),
)

const RevokeSessionInput = builder.inputType('RevokeSessionInput', {
  description: 'Which browser to sign out.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The session.' }) }),
})

const RevokeSessionSuccess = builder.objectRef<{ id: string }>('RevokeSessionSuccess').implement({
  description: 'That browser is signed out. Its open streams end within 10 s.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'The session that there was.' }) }),
})

const refusal = refusable('NotFound', 'Unavailable')

const RevokeSessionResult = refusal.resultOf(
  'RevokeSession',
  RevokeSessionSuccess,
  'The session that there was, or why it could not be ended.',
)

builder.mutationField('revokeSession', (t) =>
  t.field({
    type: RevokeSessionResult,
    description: 'Signs one of your browsers out.',
    args: { input: t.arg({ type: RevokeSessionInput, required: true, description: 'Which one.' }) },
    resolve: (_, { input: { id } }, { sessions }) =>
      refusal.catch(async () => {
        await sessions().revoke(id)
        return { id }
      }),
  }),
)
