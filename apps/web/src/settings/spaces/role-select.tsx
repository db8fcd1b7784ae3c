import { For } from 'solid-js'
import type { SpaceRole } from '../generated/graphql.ts'
import { roleName, roles } from './role-words.ts'

type RoleSelectProps = {
  id?: string
  label?: string
  describedBy?: string | undefined
  value: SpaceRole
  onChange: (role: SpaceRole) => void
}

/** Chooses a role. */
export function RoleSelect(props: RoleSelectProps) {
  const choose = (value: string) => {
    const role = roles.find((known) => known === value)
    if (role) props.onChange(role)
  }
  return (
    <select
      id={props.id}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      class="input w-auto"
      value={props.value}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <For each={roles}>{(role) => <option value={role}>{roleName(role)}</option>}</For>
    </select>
  )
}
