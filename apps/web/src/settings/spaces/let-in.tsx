import { createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { createAction, createRefusal } from '../../ui/create-action.ts'
import { Field } from '../../ui/field.tsx'
import { FormCard } from '../../ui/form-card.tsx'
import { HandedOver } from '../../ui/handed-over.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { SpaceRole } from '../generated/graphql.ts'
import { RoleSelect } from './role-select.tsx'
import { roleMeaning } from './role-words.ts'
import type { Person } from './space-rights.ts'
import { spacesEn } from './spaces.en.ts'
import { inviteToSpace, setMemberRole, wholeLink } from './spaces-requests.ts'

type LetInProps = {
  spaceId: string
  /** Those who need no link, since they are in another space. */
  known: readonly Person[]
  onChanged: () => Promise<void>
}

/** Lets somebody into a space: somebody new by a link, somebody known at once. */
export function LetIn(props: LetInProps) {
  const api = useApi()
  const all = useWords('spaces', spacesEn)
  const words = () => all().letIn
  const [personId, setPersonId] = createSignal('')
  const [name, setName] = createSignal('')
  const [role, setRole] = createSignal<SpaceRole>('STAFF')
  const [invitation, setInvitation] = createSignal<{ name: string; link: string } | null>(null)
  const told = createRefusal()
  const invite = createAction(
    () => inviteToSpace(api, { spaceId: props.spaceId, name: name().trim(), role: role() }),
    told,
  )
  const add = createAction(
    () => setMemberRole(api, { spaceId: props.spaceId, principalId: personId(), role: role() }),
    told,
  )
  const person = () => props.known.find(({ id }) => id === personId())
  const submit = async () => {
    setInvitation(null)
    if (person()) {
      if (!(await add.act())) return
      setPersonId('')
    } else {
      const made = await invite.act()
      if (!made) return
      setInvitation({ name: name().trim(), link: wholeLink(made.path) })
      setName('')
    }
    await props.onChanged()
  }
  return (
    <FormCard
      title={words().title}
      submit={person() ? words().add(person()?.name ?? '') : words().submit}
      isBusy={invite.isBusy() || add.isBusy()}
      refusal={told[0]()}
      onSubmit={() => void submit()}
      result={
        <Show when={invitation()}>
          {(made) => (
            <HandedOver
              title={words().made(made().name)}
              advice={words().advice}
              value={made().link}
              onDone={() => setInvitation(null)}
            />
          )}
        </Show>
      }
    >
      <div class="grid gap-3 sm:grid-cols-2">
        <Show when={props.known.length > 0}>
          <SelectField
            label={words().who}
            options={[
              { value: '', name: words().somebodyNew },
              ...props.known.map((known) => ({ value: known.id, name: known.name })),
            ]}
            value={personId()}
            onChange={setPersonId}
          />
        </Show>
        <Show when={!person()}>
          <TextField
            label={words().name}
            hint={words().hint}
            required
            maxLength={100}
            autocomplete="off"
            value={name()}
            onChange={setName}
          />
        </Show>
        <Field label={all().role} hint={roleMeaning(role(), all().meanings)}>
          {(id, hintId) => <RoleSelect id={id} describedBy={hintId} value={role()} onChange={setRole} />}
        </Field>
      </div>
    </FormCard>
  )
}
