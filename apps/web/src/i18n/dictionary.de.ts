import { appDe } from '../app/app.de.ts'
import { threadDe } from '../thread/thread.de.ts'
import type { Dictionary } from './dictionary.ts'

/** The whole page in German. */
export const dictionaryDe: Dictionary = {
  app: appDe,
  thread: threadDe,
}
