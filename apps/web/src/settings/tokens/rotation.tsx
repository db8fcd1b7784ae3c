import { createSignal, For } from 'solid-js'
import { useWords } from '../../i18n/words.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { overlaps } from './token-state.ts'
import { tokensEn } from './tokens.en.ts'

type RotationProps = { isBusy: boolean; onRotate: (overlapMs: number) => void; onLeave: () => void }

/** Asks how long the old token is to hold on. */
export function Rotation(props: RotationProps) {
  const words = useWords('tokens', tokensEn)
  const [overlapMs, setOverlapMs] = createSignal(3_600_000)
  return (
    <form
      aria-label={words().rotate}
      class="order-last flex basis-full flex-wrap items-end gap-x-3 gap-y-2 rounded-lg bg-sunken px-3 py-2.5"
      onSubmit={(event) => {
        event.preventDefault()
        props.onRotate(overlapMs())
      }}
    >
      <Field label={words().rotation.overlap}>
        {(id) => (
          <select
            id={id}
            class="input w-auto"
            value={overlapMs()}
            onChange={(event) => setOverlapMs(Number(event.currentTarget.value))}
          >
            <For each={overlaps}>{({ name, ms }) => <option value={ms}>{words().overlaps[name]}</option>}</For>
          </select>
        )}
      </Field>
      <div class="flex gap-2">
        <Button type="submit" look="primary" aria-disabled={props.isBusy}>
          {words().rotation.submit}
        </Button>
        <Button look="quiet" onClick={() => props.onLeave()}>
          {words().rotation.cancel}
        </Button>
      </div>
    </form>
  )
}
