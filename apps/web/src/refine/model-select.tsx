import { createMemo, For } from 'solid-js'
import { createModels } from '../composer/create-models.ts'
import { useWords } from '../i18n/words.tsx'
import { refineEn } from './refine.en.ts'

/** Which model is asked: that of the answer, or any other that there is. */
export function ModelSelect(props: { value: string; onChange: (model: string) => void }) {
  const words = useWords('refine', refineEn)
  const models = createModels()
  const ids = createMemo(() => {
    const known = models.groups().flatMap((group) => group.models.map(({ id }) => id))
    return known.includes(props.value) ? known : [props.value, ...known]
  })
  return (
    <select
      aria-label={words().model}
      class="input min-h-7! w-auto! min-w-0 max-w-60 py-0.5! text-[0.86rem]"
      onChange={(event) => props.onChange(event.currentTarget.value)}
    >
      <For each={ids()}>
        {(id) => (
          <option value={id} selected={id === props.value}>
            {id}
          </option>
        )}
      </For>
    </select>
  )
}
