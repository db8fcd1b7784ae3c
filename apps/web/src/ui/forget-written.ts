import { forgetStored } from './storage.ts'

/** Under what begins so is kept what somebody wrote and has not sent: of the composer, of a prompt that is changed, of all else. */
const written = ['sluice.draft.', 'sluice.edited.', 'sluice.unsent']

/**
 * Forgets what was written here and not sent. For those who leave of their own accord: whoever sits down next is to read nothing
 * of it. A session that merely ended takes nothing away.
 */
export const forgetWritten = () => forgetStored((key) => written.some((beginning) => key.startsWith(beginning)))
