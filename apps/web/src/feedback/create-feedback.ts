import { createSignal } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import type { AnnotationsState } from '../refine/create-annotations.ts'
import { createAction } from '../ui/create-action.ts'
import { keepUnsent, readUnsent } from '../ui/unsent.ts'
import { giveFeedback } from './feedback-requests.ts'

export type Rating = 'UP' | 'DOWN'

type FeedbackOptions = { id: string; annotations: Pick<AnnotationsState, 'current' | 'refetch'> }

/** What the viewer thinks of an answer: a thumb, kept at once, and a note to it. */
export function createFeedback({ id, annotations }: FeedbackOptions) {
  const api = useApi()
  const about = `note.${id}`
  const unsent = readUnsent(about)
  const kept = typeof unsent === 'string' ? unsent : null
  const [note, setNote] = createSignal(kept)
  const [isKept, setKept] = createSignal(kept !== null)
  const write = (next: string | null) => {
    setNote(next)
    keepUnsent(about, next?.trim() ? next : null)
  }
  const mine = () => annotations.current()?.feedback.find(({ isMine }) => isMine)
  const rating = () => mine()?.rating ?? null
  const giving = createAction((input: { rating: Rating | null; note: string | null }) =>
    giveFeedback(api, { id, ...input }),
  )
  return {
    rating,
    /** What is being written; null while nothing is. */
    note,
    /** Whether it was being written before the page was loaded. */
    isKept,
    write,
    leaveNote: () => {
      giving.forget()
      write(null)
    },
    /** The same thumb again takes it back, with its note; another one keeps that. */
    rate: async (wanted: Rating) => {
      const isTakenBack = rating() === wanted
      const said = isTakenBack ? null : (mine()?.note ?? null)
      if (!(await giving.act({ rating: isTakenBack ? null : wanted, note: said }))) return
      await annotations.refetch()
      setKept(false)
      if (isTakenBack) write(null)
      else setNote(note() ?? said ?? '')
    },
    saveNote: async () => {
      const kept = rating()
      const said = note()?.trim()
      if (!said || (kept !== 'UP' && kept !== 'DOWN')) return
      if (!(await giving.act({ rating: kept, note: said }))) return
      write(null)
      await annotations.refetch()
    },
    isBusy: giving.isBusy,
    refusal: giving.refusal,
  }
}
