import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { Space } from './space.ts'
import { seenOr, visible } from './visible.ts'

const makeSuccess = (name: string, description: string) =>
  builder.objectRef<{ id: string }>(name).implement({
    description,
    fields: (t) => ({ id: t.exposeID('id', { description: 'What there was: the id that was given.' }) }),
  })

const DeleteThreadSuccess = makeSuccess(
  'DeleteThreadSuccess',
  'Nobody sees it any more. What ran in it is stopped, and what it held is removed within minutes.',
)
const DeleteSpaceSuccess = makeSuccess(
  'DeleteSpaceSuccess',
  'Nobody sees it or its threads any more. What ran there is stopped, and what they held is removed within minutes.',
)
const DeletePersonSuccess = makeSuccess(
  'DeletePersonSuccess',
  'They are signed out everywhere. Their threads are removed within minutes; those that a space shares stay without their name.',
)

const SetRetentionSuccess = builder.objectRef<{ spaceId: string }>('SetRetentionSuccess').implement({
  description: 'It is set.',
  fields: (t) => ({
    space: t.prismaField({
      type: Space,
      description: 'The space as it is now.',
      resolve: (query, { spaceId }, _, { prisma, viewer }) =>
        seenOr(prisma.space.findFirst({ ...query, where: { id: spaceId, ...visible.spaces(viewer) } })),
    }),
  }),
})

const threadRefusal = refusable('NotFound', 'Forbidden', 'Unavailable')
const refusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')

const DeleteThreadResult = threadRefusal.resultOf(
  'DeleteThread',
  DeleteThreadSuccess,
  'That it is gone, or why it is not.',
)
const DeleteSpaceResult = refusal.resultOf('DeleteSpace', DeleteSpaceSuccess, 'That it is gone, or why it is not.')
const DeletePersonResult = refusal.resultOf(
  'DeletePerson',
  DeletePersonSuccess,
  'That they are gone, or why they are not.',
)
const SetRetentionResult = refusal.resultOf(
  'SetRetention',
  SetRetentionSuccess,
  'The space, or why nothing was changed.',
)

const makeInput = (name: string, what: string) =>
  builder.inputType(name, {
    description: 'What to delete.',
    fields: (t) => ({ id: t.id({ required: true, description: what }) }),
  })

const DeleteThreadInput = makeInput('DeleteThreadInput', 'The thread.')
const DeleteSpaceInput = makeInput('DeleteSpaceInput', 'The space.')
const DeletePersonInput = makeInput('DeletePersonInput', 'The person: the id of a viewer.')

const SetRetentionInput = builder.inputType('SetRetentionInput', {
  description: 'How long a space keeps its threads.',
  fields: (t) => ({
    spaceId: t.id({ required: true, description: 'The space.' }),
    days: t.int({
      description:
        'After how many days in which nothing in it has begun, ended or been revised a thread is deleted: 1 to 36,500. Null, the default: never.',
    }),
  }),
})

const argument = 'What to delete.'

builder.mutationFields((t) => ({
  deleteThread: t.field({
    type: DeleteThreadResult,
    description:
      'Deletes a thread with all that is in it, for good. Whoever began it may, and an owner of the space that shares it. Open streams end within 10 s.',
    args: { input: t.arg({ type: DeleteThreadInput, required: true, description: argument }) },
    resolve: (_, { input: { id } }, { deletions }) =>
      threadRefusal.catch(async () => {
        await deletions().thread(uuidOf('Thread', id))
        return { id }
      }),
  }),
  deleteSpace: t.field({
    type: DeleteSpaceResult,
    description: 'Deletes a space with all of its threads, whoever began them, for good. Only an owner of it may.',
    args: { input: t.arg({ type: DeleteSpaceInput, required: true, description: argument }) },
    resolve: (_, { input: { id } }, { deletions }) =>
      refusal.catch(async () => {
        await deletions().space(uuidOf('Space', id))
        return { id }
      }),
  }),
  deletePerson: t.field({
    type: DeletePersonResult,
    description: 'Deletes a person with their threads, for good. Everybody may delete themselves; others need ADMIN.',
    args: { input: t.arg({ type: DeletePersonInput, required: true, description: argument }) },
    resolve: (_, { input: { id } }, { deletions }) =>
      refusal.catch(async () => {
        await deletions().person(asUuid(id))
        return { id }
      }),
  }),
  setRetention: t.field({
    type: SetRetentionResult,
    description:
      'Says how long a space keeps threads in which nothing has begun, ended or been revised. Only an owner of it may.',
    args: { input: t.arg({ type: SetRetentionInput, required: true, description: 'Which space, and how long.' }) },
    resolve: (_, { input: { spaceId: id, days } }, { deletions }) =>
      refusal.catch(async () => {
        const spaceId = uuidOf('Space', id)
        await deletions().setRetention({ spaceId, days: days ?? null })
        return { spaceId }
      }),
  }),
}))
