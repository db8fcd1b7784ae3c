import { schema } from '@sluice/schema'
import type { Context } from '@sluice/schema/context'
import { isSharedField } from '@sluice/schema/shared-fields'
import { BREAK, type DocumentNode, GraphQLError, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { refuseBy } from './refusing.ts'

/** Lets those who look through a share ask for nothing but what is on the list of what shares show: what is not on it is not told, to begin with. */
export function useSharedFields(): Plugin<Context> {
  return refuseBy(({ document, contextValue }) => {
    if (!(contextValue as Context).viewer.share) return null
    const stray = findStray(document)
    return stray === null
      ? null
      : new GraphQLError(`A share does not show ${stray}.`, { extensions: { code: 'FORBIDDEN' } })
  })
}

/** The first field anywhere in a document, whether it is executed or not, that shares do not show. */
function findStray(document: DocumentNode): string | null {
  const types = new TypeInfo(schema)
  let stray: string | null = null
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name: { value: field } }) {
        const type = types.getParentType()?.name ?? ''
        if (isSharedField(type, field)) return undefined
        stray = `${type}.${field}`
        return BREAK
      },
    }),
  )
  return stray
}
