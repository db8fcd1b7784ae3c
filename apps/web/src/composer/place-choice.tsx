import { type Accessor, createUniqueId, For, Show } from 'solid-js'
import { useViewer } from '../app/viewer.tsx'
import { useWords } from '../i18n/words.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { createStoredSignal } from '../ui/stored-signal.ts'
import { composerEn } from './composer.en.ts'
import type { StartPlace } from './create-composer.ts'

type PlaceChoiceOptions = {
  /** Where the draft belongs; what was chosen is kept with it. */
  place: string
  /** A thread that is begun already has its space. */
  isBegun: Accessor<boolean>
  space: Accessor<{ id: string } | null>
}

/** In which space a thread is begun, and whether partners are shown the prompt. Offers nothing to those who are in no space. */
export function createPlaceChoice({ place, isBegun, space }: PlaceChoiceOptions) {
  const { viewer } = useViewer()
  const [chosen, setChosen] = createStoredSignal({
    key: 'sluice.space',
    initial: '',
    isValid: (value) => typeof value === 'string',
  })
  const [isMarked, setMarked] = createStoredSignal({
    key: `sluice.internal.${place}`,
    initial: false,
    isValid: (value) => typeof value === 'boolean',
  })
  const spaces = () => viewer()?.spaces ?? []
  /** What was chosen may be another viewer's, or one that they have left. */
  const spaceId = () => (isBegun() ? (space()?.id ?? '') : (spaces().find(({ id }) => id === chosen())?.id ?? ''))
  const isShareable = () => spaceId() !== '' && spaceId() !== viewer()?.space.id
  const startPlace = (): StartPlace => ({
    ...(!isBegun() && spaceId() !== '' && { spaceId: spaceId() }),
    ...(isShareable() && isMarked() && { isInternal: true }),
  })
  const canChoose = () => !isBegun() && spaces().length > 0
  return { spaces, spaceId, setChosen, isMarked, setMarked, isShareable, canChoose, startPlace }
}

/** Where it goes, below what is asked. */
export function PlaceChoice(props: { choice: ReturnType<typeof createPlaceChoice> }) {
  const words = useWords('composer', composerEn)
  const id = createUniqueId()
  return (
    <Show when={props.choice.canChoose() || props.choice.isShareable()}>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-1.5 text-[0.86rem] text-soft">
        <Show when={props.choice.canChoose()}>
          <div class="flex min-w-0 items-center gap-2">
            <label for={id}>{words().beginIn}</label>
            <select
              id={id}
              class="min-h-7 max-w-56 min-w-0 rounded-lg border border-line-strong bg-surface px-2"
              value={props.choice.spaceId()}
              onChange={(event) => props.choice.setChosen(event.currentTarget.value)}
            >
              <option value="">{words().ownSpace}</option>
              <For each={props.choice.spaces()}>{(space) => <option value={space.id}>{space.name}</option>}</For>
            </select>
          </div>
        </Show>
        <Show when={props.choice.isShareable()}>
          <Checkbox label={words().hidePrompt} checked={props.choice.isMarked()} onChange={props.choice.setMarked} />
        </Show>
        <Show when={props.choice.canChoose() && props.choice.isShareable()}>
          <span class="text-faint">{words().onlyYou}</span>
        </Show>
      </div>
    </Show>
  )
}
