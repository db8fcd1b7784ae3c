import { For } from 'solid-js'
import { useWords } from '../../i18n/words.tsx'
import type { SpaceRole } from '../generated/graphql.ts'
import { roles } from './role-words.ts'
import { spacesEn } from './spaces.en.ts'

type RoleSelectProps = {
  id?: string
  label?: string
  describedBy?: string | undefined
  value: SpaceRole
  onChange: (role: SpaceRole) => void
}

/** Chooses a role. */
export function RoleSelect(props: RoleSelectProps) {
  const words = useWords('spaces', spacesEn)
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
      <For each={roles}>{(role) => <option value={role}>{words().roles[role]}</option>}</For>
    </select>
  )
}
