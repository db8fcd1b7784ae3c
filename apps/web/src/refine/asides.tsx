import { createMemo, For, Match, Show, Suspense, Switch } from 'solid-js'
import type { Commenting } from '../comments/create-commenting.ts'
import type { Entry } from '../generation/create-entry.ts'
import { useWords } from '../i18n/words.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Notice } from '../ui/notice.tsx'
import type { RefiningState } from './create-refining.ts'
import { ModelSelect } from './model-select.tsx'
import { refineEn } from './refine.en.ts'
import { WordsForm } from './words-form.tsx'

const Suggestion = lazyPart(() => import('./suggestion.tsx').then(({ Suggestion }) => Suggestion))

type AsidesProps = { state: RefiningState; commenting: Commenting }

/** What stands right below one block: what is suggested for it, and what is being written about it. */
export function AsidesAfter(props: AsidesProps & { index: number }) {
  const isHere = createMemo(() => formBlock(props.state) === props.index)
  const suggestions = () => suggestionsAfter(props.state, props.index)
  return <Asides {...props} hasForm={isHere()} suggestions={suggestions()} />
}

/** What has no place in the text: what is said about all of it, and what was about words that are gone. */
export function AsidesAtEnd(props: AsidesProps) {
  const isHere = () => {
    const asked = props.state.asked()
    return asked !== null && asked.mode !== 'offer' && formBlock(props.state) === null
  }
  return <Asides {...props} hasForm={isHere()} suggestions={suggestionsAfter(props.state, null)} />
}

/** The block below which words are written; null for none. */
function formBlock({ asked, blocksUnder }: RefiningState): number | null {
  const { anchor, mode } = asked() ?? {}
  return mode === 'offer' || !anchor ? null : (blocksUnder(anchor)?.last ?? null)
}

const suggestionsAfter = ({ suggestions }: RefiningState, index: number | null) =>
  suggestions()
    .filter(({ blocks }) => (blocks?.last ?? null) === index)
    .map(({ suggestion }) => suggestion)

type Shown = AsidesProps & { hasForm: boolean; suggestions: readonly Entry[] }

function Asides(props: Shown) {
  return (
    <Show when={props.hasForm || props.suggestions.length > 0}>
      <div class="aside flex flex-col gap-3">
        <Suspense>
          <For each={props.suggestions}>
            {(suggestion) => <Suggestion state={props.state} suggestion={suggestion} />}
          </For>
        </Suspense>
        <Show when={props.hasForm}>
          <AskedForm state={props.state} commenting={props.commenting} />
        </Show>
      </div>
    </Show>
  )
}

function AskedForm(props: AsidesProps) {
  const words = useWords('refine', refineEn)
  return (
    <>
      <Show when={props.state.isAskedGone()}>
        <Notice tone="warning">{words().gone}</Notice>
      </Show>
      <Switch>
        <Match when={props.state.asked()?.mode === 'change'}>
          <WordsForm
            label={words().whatToChange}
            hint={words().changeHint(props.state.model())}
            submit={words().ask}
            value={props.state.words()}
            isKept={props.state.asked()?.isKept === true}
            isBusy={props.state.isChanging()}
            refusal={props.state.changeRefusal()}
            onChange={props.state.setWords}
            onSubmit={() => void props.state.submitChange()}
            onCancel={props.state.leave}
          >
            <ModelSelect value={props.state.model()} onChange={props.state.setModel} />
          </WordsForm>
        </Match>
        <Match when={props.state.asked()?.mode === 'comment'}>
          <WordsForm
            label={words().whatToSay}
            submit={words().add}
            value={props.state.words()}
            isKept={props.state.asked()?.isKept === true}
            isBusy={props.commenting.isBusy()}
            refusal={props.commenting.refusal()}
            onChange={props.state.setWords}
            onSubmit={() => void props.commenting.add()}
            onCancel={props.state.leave}
          />
        </Match>
      </Switch>
    </>
  )
}
