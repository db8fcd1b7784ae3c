import { createSignal, Show } from 'solid-js'
import { useWords } from '../../i18n/words.tsx'
import { Button } from '../../ui/button.tsx'
import type { SpaceRole } from '../generated/graphql.ts'
import { RoleSelect } from './role-select.tsx'
import { spacesEn } from './spaces.en.ts'
import type { Member } from './spaces-requests.ts'

type ChangeRoleProps = { member: Member; isBusy: boolean; onChange: (role: SpaceRole) => Promise<void> }

/** Nothing changes while one looks through the list: only the button saves. */
export function ChangeRole(props: ChangeRoleProps) {
  const words = useWords('spaces', spacesEn)
  const [wanted, setWanted] = createSignal<SpaceRole | null>(null)
  const isOther = () => wanted() !== null && wanted() !== props.member.role
  const save = async () => {
    const role = wanted()
    if (!role) return
    await props.onChange(role)
    setWanted(null)
  }
  return (
    <div class="flex items-center gap-1">
      <RoleSelect
        label={words().roleOf(props.member.name)}
        value={wanted() ?? props.member.role}
        onChange={setWanted}
      />
      <Show when={isOther()}>
        <Button size="small" look="primary" aria-disabled={props.isBusy} onClick={() => void save()}>
          {words().save}
        </Button>
      </Show>
    </div>
  )
}
