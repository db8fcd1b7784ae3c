import MessageSquarePlus from 'lucide-solid/icons/message-square-plus'
import PenLine from 'lucide-solid/icons/pen-line'
import type { Commenting } from '../comments/create-commenting.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import type { RefiningState } from './create-refining.ts'
import type { Selecting } from './create-selecting.ts'
import { refineEn } from './refine.en.ts'

type RefineButtonsProps = { state: RefiningState; selecting: Selecting; commenting: Commenting }

/** The ways to refine an answer without a pointer: what is selected, else a paragraph; and a comment on all of it. */
export function RefineButtons(props: RefineButtonsProps) {
  const words = useWords('refine', refineEn)
  return (
    <>
      <Button
        ref={(element) => props.state.setHome(element)}
        look="quiet"
        size="small"
        disabled={!props.state.isKnown()}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => props.selecting.begin()}
      >
        <PenLine size={14} aria-hidden="true" />
        {words().refine}
      </Button>
      <Button look="quiet" size="small" disabled={!props.state.isKnown()} onClick={() => props.commenting.beginOnAll()}>
        <MessageSquarePlus size={14} aria-hidden="true" />
        {words().comment}
      </Button>
    </>
  )
}
