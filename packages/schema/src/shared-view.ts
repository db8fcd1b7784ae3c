import type { SharedView as CoreView } from '@sluice/core/share/shared-view'
import { builder } from './builder.ts'
import { Thread } from './thread.ts'
import { visible } from './visible.ts'

const SharedView = builder.objectRef<CoreView>('SharedView').implement({
  description: 'What you see through a share.',
  fields: (t) => ({
    thread: t.prismaField({
      type: Thread,
      description: 'The thread. Watch its generations by generationEvents.',
      resolve: (query, _, __, { prisma, viewer }) =>
        prisma.thread.findFirstOrThrow({ ...query, where: visible.threads(viewer) }),
    }),
    showsPrompts: t.exposeBoolean('showsPrompts', { description: 'Whether you are shown what was asked.' }),
    showsCost: t.exposeBoolean('showsCost', { description: 'Whether you are shown what generations cost.' }),
    requiresSignIn: t.exposeBoolean('requiresSignIn', { description: 'Whether you are signed in for it.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From when on it does not hold.' }),
  }),
})

builder.queryField('shared', (t) =>
  t.field({
    type: SharedView,
    nullable: true,
    description:
      'What the share shows whose secret came in the header x-sluice-share. Null without one. Beside this, shares show `thread`, `generation`, `node` and `generationEvents`, and change nothing.',
    resolve: (_, __, { viewer }) => viewer.share ?? null,
  }),
)
