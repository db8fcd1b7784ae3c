import { hasEnded } from '@sluice/client'
import Pencil from 'lucide-solid/icons/pencil'
import { type JSX, Show, untrack } from 'solid-js'
import { CompareButton } from '../compare/compare-button.tsx'
import type { Entry } from '../generation/create-entry.ts'
import { GenerationArticle } from '../generation/generation-article.tsx'
import { useWords } from '../i18n/words.tsx'
import { IconButton } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { createStoredSignal } from '../ui/stored-signal.ts'
import { uiEn } from '../ui/ui.en.ts'
import { Alternatives } from './alternatives.tsx'
import type { Branch } from './create-branch.ts'
import type { Deeds } from './create-deeds.ts'
import { createRefiningIn } from './create-refining-in.ts'
import type { Thread } from './create-thread.ts'
import { PromptEditor } from './prompt-editor.tsx'
import { threadEn } from './thread.en.ts'
import type { Turn } from './tree.ts'
import { TurnActions } from './turn-actions.tsx'

type TurnViewProps = {
  turn: Turn
  thread: Thread
  branch: Branch
  /** Null for those who only read. */
  deeds: Deeds | null
  mayStop: (entry: Entry) => boolean
}

/** One turn of a thread: the alternatives that there are, and the one that is shown. */
export function TurnView(props: TurnViewProps) {
  const words = useWords('ui', uiEn)
  const entry = () => props.thread.entryOf(props.turn.id)
  const isLive = () => {
    const shown = entry()
    return shown !== undefined && !hasEnded(shown.status())
  }
  return (
    <div class="turn flex flex-col gap-3" style={{ 'content-visibility': isLive() ? 'visible' : undefined }}>
      <Alternatives
        turn={props.turn}
        nodeOf={(id) => props.thread.tree().nodeOf(id)}
        onShow={(id) => void props.branch.show(id)}
        onNear={() => props.branch.wantAlternatives(props.turn)}
      >
        <Show when={props.deeds && entry()}>
          {(shown) => (
            <CompareButton
              shown={shown()}
              alternatives={props.branch.alternativesOf(props.turn)}
              onTaken={(id) => void props.branch.show(id)}
            />
          )}
        </Show>
      </Alternatives>
      <Show when={entry()} keyed fallback={<p class="appear-late min-h-40 text-soft">{words().loading}</p>}>
        {(shown) => (
          <Show when={props.deeds} fallback={<GenerationArticle entry={shown} />}>
            {(deeds) => <OwnTurn entry={shown} thread={props.thread} deeds={deeds()} mayStop={props.mayStop(shown)} />}
          </Show>
        )}
      </Show>
    </div>
  )
}

function OwnTurn(props: { entry: Entry; thread: Thread; deeds: Deeds; mayStop: boolean }): JSX.Element {
  const words = useWords('thread', threadEn)
  const [edited, setEdited] = createStoredSignal<string | null>({
    key: `sluice.edited.${untrack(() => props.entry.id)}`,
    initial: null,
    isValid: (value) => value === null || typeof value === 'string',
    storage: 'session',
  })
  const refining = untrack(() => createRefiningIn(props.thread, props.entry))
  const problem = () => props.deeds.problem(props.entry.id)
  const run = async () => {
    if (await props.deeds.edit(props.entry, edited()?.trim() ?? '')) setEdited(null)
  }
  return (
    <>
      <GenerationArticle
        entry={props.entry}
        mayStop={props.mayStop}
        promptActions={
          <IconButton class="size-8!" label={words().editPrompt} onClick={() => setEdited(props.entry.row().prompt)}>
            <Pencil size={15} aria-hidden="true" />
          </IconButton>
        }
        isEditing={edited() !== null}
        editor={
          <PromptEditor
            value={edited() ?? ''}
            isBusy={props.deeds.isBusy(props.entry.id)}
            onInput={setEdited}
            onRun={() => void run()}
            onCancel={() => setEdited(null)}
          />
        }
        refining={refining}
        isStarting={props.deeds.isBusy(props.entry.id)}
        onRunAgain={props.entry.row().prompt === '' ? undefined : () => void props.deeds.again(props.entry)}
        actions={<TurnActions entry={props.entry} deeds={props.deeds} />}
      />
      <Show when={problem()}>
        {(words) => (
          <Notice tone="danger" role="alert">
            {words()}
          </Notice>
        )}
      </Show>
    </>
  )
}
