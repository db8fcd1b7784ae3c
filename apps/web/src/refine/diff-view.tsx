import './refine.css'
import { createResource, For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { latestOf } from '../ui/latest-of.ts'
import { refineEn } from './refine.en.ts'

type DiffViewProps = { before: string; after: string }

/** What became of a text, word by word; its source, since marks change too. */
export function DiffView(props: DiffViewProps) {
  const words = useWords('refine', refineEn)
  const [parts] = createResource(
    () => ({ before: props.before, after: props.after }),
    async ({ before, after }) => (await import('./word-diff.ts')).wordDiff(before, after) ?? 'too different',
  )
  const latest = () => latestOf(parts)
  const known = () => {
    const found = latest()
    return found !== 'too different' && found
  }
  return (
    <>
      <Show when={latest() === 'too different'}>
        <p class="text-[0.86rem] text-faint">{words().tooDifferent}</p>
        <p class="diff">{props.after}</p>
      </Show>
      <Show when={known()}>
        {(all) => (
          <p class="diff" dir="auto">
            <For each={all()}>
              {(part) => (
                <Switch fallback={part.text}>
                  <Match when={part.kind === 'added'}>
                    <ins>{part.text}</ins>
                  </Match>
                  <Match when={part.kind === 'removed'}>
                    <del>{part.text}</del>
                  </Match>
                </Switch>
              )}
            </For>
          </p>
        )}
      </Show>
    </>
  )
}
