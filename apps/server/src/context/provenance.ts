import type { Database } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import { readEvents } from '../log/read-events.ts'
import { readSentMessages } from '../store/sent-messages.ts'

/** Where an answer comes from. Who may see it has been asked before. */
export function provenanceFor(database: Database): Pick<Context, 'sentMessages' | 'eventsOf'> {
  return {
    sentMessages: (id, isHidden) => readSentMessages(database, id, isHidden),
    eventsOf: (id, range) => readEvents(database, id, range),
  }
}
