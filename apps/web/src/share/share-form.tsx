import { For, Show } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import type { Audience, Sharing } from './create-sharing.ts'
import { lives } from './share-words.ts'

/** What the next link shows, to whom, and until when. */
export function ShareForm(props: { sharing: Sharing }) {
  const wish = () => props.sharing.wish
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    props.sharing.create()
  }
  return (
    <form class="flex flex-col gap-3.5" onSubmit={onSubmit}>
      <fieldset class="flex flex-col gap-2">
        <legend class="sr-only">What is shown beside the answers</legend>
        <Checkbox
          label="Show prompts and thinking"
          hint="Prompts that are marked internal stay hidden."
          checked={wish().showsPrompts}
          onChange={(isOn) => props.sharing.setWish('showsPrompts', isOn)}
        />
        <Checkbox
          label="Show what it costs"
          checked={wish().showsCost}
          onChange={(isOn) => props.sharing.setWish('showsCost', isOn)}
        />
      </fieldset>
      <div class="grid gap-3 sm:grid-cols-2">
        <Field label="Who can open it">
          {(id) => (
            <select
              id={id}
              class="input"
              value={wish().audience}
              onChange={(event) => props.sharing.setWish('audience', event.currentTarget.value as Audience)}
            >
              <option value="anyone">Anyone with the link</option>
              <option value="signed-in">Anyone signed in here</option>
              <option value="named">Only people I name</option>
            </select>
          )}
        </Field>
        <Field label="It works for">
          {(id) => (
            <select
              id={id}
              class="input"
              value={wish().lifeMs}
              onChange={(event) => props.sharing.setWish('lifeMs', Number(event.currentTarget.value))}
            >
              <For each={lives}>{(life) => <option value={life.ms}>{life.label}</option>}</For>
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
        Create link
      </Button>
    </form>
  )
}

/** Those of the thread's space, to choose from. */
function People(props: { sharing: Sharing }) {
  const setNamed = (id: string, isNamed: boolean) =>
    props.sharing.setWish('people', (people) => [...people.filter((other) => other !== id), ...(isNamed ? [id] : [])])
  return (
    <fieldset class="flex max-h-40 flex-col gap-1.5 overflow-y-auto rounded-lg border border-line p-3">
      <legend class="px-1 text-[0.86rem] font-medium text-soft">People of its space</legend>
      <For
        each={props.sharing.others()}
        fallback={<p class="text-[0.86rem] text-faint">Nobody else is in it, as far as you can see.</p>}
      >
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
