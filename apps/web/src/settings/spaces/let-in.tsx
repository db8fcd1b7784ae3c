import { createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createAction } from '../../ui/create-action.ts'
import { Field } from '../../ui/field.tsx'
import { FormCard } from '../../ui/form-card.tsx'
import { HandedOver } from '../../ui/handed-over.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { SpaceRole } from '../generated/graphql.ts'
import { RoleSelect } from './role-select.tsx'
import { roleMeaning } from './role-words.ts'
import type { Person } from './space-rights.ts'
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
  const [personId, setPersonId] = createSignal('')
  const [name, setName] = createSignal('')
  const [role, setRole] = createSignal<SpaceRole>('STAFF')
  const [invitation, setInvitation] = createSignal<{ name: string; link: string } | null>(null)
  const invite = createAction(() => inviteToSpace(api, { spaceId: props.spaceId, name: name().trim(), role: role() }))
  const add = createAction(() => setMemberRole(api, { spaceId: props.spaceId, principalId: personId(), role: role() }))
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
      title="Let somebody in"
      submit={person() ? `Add ${person()?.name}` : 'Make invitation'}
      isBusy={invite.isBusy() || add.isBusy()}
      refusal={invite.refusal() ?? add.refusal()}
      onSubmit={() => void submit()}
      result={
        <Show when={invitation()}>
          {(made) => (
            <HandedOver
              title={`Invitation for ${made().name}`}
              advice="Send them this link, and nobody else: whoever opens it is them. It works once, within a day."
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
            label="Who"
            options={[
              { value: '', name: 'Somebody new' },
              ...props.known.map((known) => ({ value: known.id, name: known.name })),
            ]}
            value={personId()}
            onChange={setPersonId}
          />
        </Show>
        <Show when={!person()}>
          <TextField
            label="Name"
            hint="What people here will call them."
            required
            maxLength={100}
            autocomplete="off"
            value={name()}
            onChange={setName}
          />
        </Show>
        <Field label="Role" hint={roleMeaning(role())}>
          {(id, hintId) => <RoleSelect id={id} describedBy={hintId} value={role()} onChange={setRole} />}
        </Field>
      </div>
    </FormCard>
  )
}
