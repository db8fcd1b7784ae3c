import { builder } from './builder.ts'
import './scalars.ts'
import './viewer.ts'
import './thread.ts'
import './generation-list.ts'
import './start-generation.ts'
import './cancel-generation.ts'
import './cancel-thread.ts'
import './move-in-line.ts'
import './watch-generation.ts'
import './activity.ts'
import './model.ts'
import './cap.ts'

/** The schema that people, services and the page use alike. */
export const schema = builder.toSchema({})
