import { builder } from './builder.ts'
import { Generation } from './generation.ts'
import { seenOr, visible } from './visible.ts'

/** What a change of a generation answers: the generation. */
export const makeGenerationSuccess = (
  name: string,
  { description, generation }: { readonly description: string; readonly generation: string },
) =>
  builder.objectRef<{ id: string }>(name).implement({
    description,
    fields: (t) => ({
      generation: t.prismaField({
        type: Generation,
        description: generation,
        resolve: (query, { id }, _, { prisma, viewer }) =>
          seenOr(prisma.generation.findFirst({ ...query, where: { id, ...visible.generations(viewer) } })),
      }),
    }),
  })
