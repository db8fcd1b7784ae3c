import type { Viewer } from '../app/app-requests.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import type { Formats } from '../i18n/formats.ts'
import type { ThreadSight } from './thread-requests.ts'

type Named = { id: string; name: string }
type Seer = Pick<Viewer, 'id'>

const shownNames = 3

/** In what it is told. */
type Telling = { words: Dictionary['sharing']; formats: Pick<Formats, 'number' | 'list'> }

/** "you, Ann, Ben and 3 others". */
function namesOf(others: readonly Named[], { words, formats }: Telling) {
  const rest = others.length > shownNames + 1 ? others.length - shownNames : 0
  const names = others.slice(0, others.length - rest).map(({ name }) => name)
  return formats.list([words.you, ...names, ...(rest > 0 ? [words.others(formats.number(rest))] : [])])
}

/** Who sees a thread. */
export function sharingWords({ visibility, isMine, space }: ThreadSight, viewer: Seer, telling: Telling): string {
  const { words } = telling
  if (visibility !== 'SPACE') return words.onlyYou
  if (space.role === 'PARTNER') return isMine ? words.everybody(space.name) : words.withPartner(space.name)
  const others = space.members.filter(({ id }) => id !== viewer.id)
  return others.length > 0 ? words.everybodyNamely(space.name, namesOf(others, telling)) : words.everybody(space.name)
}

/** Whether the viewer may share a thread: theirs, in a space that they are in and that has somebody else. */
export const canShare = ({ visibility, isMine, space }: ThreadSight, viewer: Viewer): boolean =>
  visibility !== 'SPACE' &&
  isMine &&
  space.role !== null &&
  (space.id !== viewer.space.id || space.members.some(({ id }) => id !== viewer.id))

/** Whether the viewer may take back what is shared: their own thread, or any in a space that they own. */
export const canTakeBack = ({ visibility, isMine, space }: ThreadSight): boolean =>
  visibility === 'SPACE' && (isMine || space.role === 'OWNER')

/** Whether the viewer may stop a generation that another started there. */
export const canStopOthers = ({ isMine, space }: ThreadSight): boolean =>
  isMine || space.role === 'OWNER' || space.role === 'STAFF'

/** Whether the viewer may delete a thread: their own, or any that is shared with a space that they own. */
export const canDelete = ({ visibility, isMine, space }: ThreadSight): boolean =>
  isMine || (visibility === 'SPACE' && space.role === 'OWNER')
