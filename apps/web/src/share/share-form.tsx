import { For, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { type Audience, audiences, type Sharing } from './create-sharing.ts'
import { shareEn } from './share.en.ts'
import { lives } from './share-words.ts'

/** What the next link shows, to whom, and until when. */
export function ShareForm(props: { sharing: Sharing }) {
  const words = useWords('share', shareEn)
  const wish = () => props.sharing.wish
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    props.sharing.create()
  }
  return (
    <form class="flex flex-col gap-3.5" onSubmit={onSubmit}>
      <fieldset class="flex flex-col gap-2">
        <legend class="sr-only">{words().shown}</legend>
        <Checkbox
          label={words().showPrompts}
          hint={words().showPromptsHint}
          checked={wish().showsPrompts}
          onChange={(isOn) => props.sharing.setWish('showsPrompts', isOn)}
        />
        <Checkbox
          label={words().showCost}
          checked={wish().showsCost}
          onChange={(isOn) => props.sharing.setWish('showsCost', isOn)}
        />
      </fieldset>
      <div class="grid gap-3 sm:grid-cols-2">
        <Field label={words().audience}>
          {(id) => (
            <select
              id={id}
              class="input"
              value={wish().audience}
              onChange={(event) => props.sharing.setWish('audience', event.currentTarget.value as Audience)}
            >
              <For each={audiences}>
                {(audience) => <option value={audience}>{words().audiences[audience]}</option>}
              </For>
            </select>
          )}
        </Field>
        <Field label={words().life}>
          {(id) => (
            <select
              id={id}
              class="input"
              value={wish().lifeMs}
              onChange={(event) => props.sharing.setWish('lifeMs', Number(event.currentTarget.value))}
            >
              <For each={lives}>{(life) => <option value={life.ms}>{words().lives[life.name]}</option>}</For>
            </select>
          )}
        </Field>
      </div>
      <Show when={wish().audience === 'named'}>
        <People sharing={props.sharing} />
      </Show>
      <Button
        type="submit"
        look="primary"
        class="self-end"
        disabled={!props.sharing.isComplete()}
        aria-disabled={props.sharing.isBusy()}
      >
        {words().create}
      </Button>
    </form>
  )
}

/** Those of the thread's space, to choose from. */
function People(props: { sharing: Sharing }) {
  const words = useWords('share', shareEn)
  const setNamed = (id: string, isNamed: boolean) =>
    props.sharing.setWish('people', (people) => [...people.filter((other) => other !== id), ...(isNamed ? [id] : [])])
  return (
    <fieldset class="flex max-h-40 flex-col gap-1.5 overflow-y-auto rounded-lg border border-line p-3">
      <legend class="px-1 text-[0.86rem] font-medium text-soft">{words().people}</legend>
      <For each={props.sharing.others()} fallback={<p class="text-[0.86rem] text-faint">{words().nobodyElse}</p>}>
        {(member) => (
          <Checkbox
            label={member.name}
            checked={props.sharing.wish.people.includes(member.id)}
            onChange={(isNamed) => setNamed(member.id, isNamed)}
          />
        )}
      </For>
    </fieldset>
  )
}
