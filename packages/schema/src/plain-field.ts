/**
 * Marks a field that is made of its parent alone, at once: a server may compile a selection of such fields. An event is one viewer's (`isHidden`): what is
 * shared must be keyed by that too.
 */
export const plainField = 'isPlain'

/** What such a field is given. */
export const plain = { extensions: { [plainField]: true } } as const
