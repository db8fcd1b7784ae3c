import { GraphQLError } from 'graphql'
import { DateTimeResolver, JSONObjectResolver, JSONResolver } from 'graphql-scalars'
import { builder } from './builder.ts'

builder.addScalarType('DateTime', DateTimeResolver)
builder.addScalarType('JSON', JSONResolver)
builder.addScalarType('JSONObject', JSONObjectResolver)

builder.scalarType('Decimal', {
  description: 'A decimal number as a string, so that money is never rounded, for example "0.004215".',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value)) return value
    throw new GraphQLError('A decimal number is a string of digits, for example "0.25".')
  },
})

const prefix = 'e'

/** What a string is read as that is no cursor of ours. */
const notACursor = -1

builder.scalarType('EventCursor', {
  description:
    'A place in the log of one generation. Opaque: keep the last one you were sent, and give it back to go on from there.',
  serialize: (seq) => `${prefix}${seq.toString(36)}`,
  parseValue: (value) => {
    const digits = typeof value === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : ''
    const seq = /^[0-9a-z]{1,6}$/.test(digits) ? Number.parseInt(digits, 36) : Number.NaN
    // A refusal from here would come without its code: what takes a cursor refuses this one.
    return Number.isSafeInteger(seq) && seq <= 2 ** 31 - 1 ? seq : notACursor
  },
})

builder.scalarType('ActivityCursor', {
  description: 'A place in the stream of all that you follow. Opaque, like an EventCursor.',
  serialize: (horizon) => `a${horizon.toString(36)}`,
  parseValue: (value) => {
    const horizon =
      typeof value === 'string' && /^a[0-9a-z]{1,11}$/.test(value) ? Number.parseInt(value.slice(1), 36) : -1
    return Number.isSafeInteger(horizon) ? horizon : notACursor
  },
})
