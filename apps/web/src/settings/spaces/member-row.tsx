import { createSignal, Show } from 'solid-js'
import type { Viewer } from '../../app/app-requests.ts'
import { useApi } from '../../graphql/api.ts'
import { wordFor } from '../../i18n/word-for.ts'
import { useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { createAction, createRefusal } from '../../ui/create-action.ts'
import { HandedOver } from '../../ui/handed-over.tsx'
import { Refused } from '../../ui/refused.tsx'
import { Row, RowText } from '../../ui/rows.tsx'
import { When } from '../../ui/when.tsx'
import type { SpaceRole } from '../generated/graphql.ts'
import { ChangeRole } from './change-role.tsx'
import { canChange } from './space-rights.ts'
import { spacesEn } from './spaces.en.ts'
import { createSignInLink, type Member, removeMember, type Space, setMemberRole, wholeLink } from './spaces-requests.ts'

type MemberRowProps = { space: Space; member: Member; viewer: Viewer; onChanged: () => Promise<void> }

/** Somebody in a space, with what the viewer may do about it. */
export function MemberRow(props: MemberRowProps) {
  const api = useApi()
  const all = useWords('spaces', spacesEn)
  const words = () => all().member
  const [link, setLink] = createSignal<string | null>(null)
  const place = () => ({ spaceId: props.space.id, principalId: props.member.id })
  const isSelf = () => props.member.id === props.viewer.id
  const mayChange = () => !isSelf() && canChange(props.space, props.viewer, props.member)
  const mayLink = () => props.viewer.isAdmin && props.member.kind === 'PERSON'
  const told = createRefusal()
  const role = createAction((wanted: SpaceRole) => setMemberRole(api, { ...place(), role: wanted }), told)
  const removal = createAction(() => removeMember(api, place()), told)
  const linking = createAction(() => createSignInLink(api, props.member.id), told)
  const change = async (wanted: SpaceRole) => {
    if (await role.act(wanted)) await props.onChanged()
  }
  const remove = async () => {
    if (await removal.act()) await props.onChanged()
  }
  const makeLink = async () => {
    const made = await linking.act()
    if (made) setLink(wholeLink(made.path))
  }
  return (
    <Row>
      <RowText
        name={
          <>
            {props.member.name}
            <Show when={isSelf()}>
              <Badge tone="good">{words().you}</Badge>
            </Show>
            <Show when={props.member.kind === 'SERVICE'}>
              <Badge>{words().service}</Badge>
            </Show>
          </>
        }
      >
        <span>{wordFor(all().roles, props.member.role)}</span>
        <span class="text-faint">
          {words().since} <When at={props.member.since} />
        </span>
      </RowText>
      <Show when={mayChange()}>
        <ChangeRole member={props.member} isBusy={role.isBusy()} onChange={change} />
      </Show>
      <Show when={mayLink() && link() === null}>
        <Button
          look="quiet"
          size="small"
          aria-label={words().linkFor(props.member.name)}
          aria-disabled={linking.isBusy()}
          onClick={() => void makeLink()}
        >
          {words().link}
        </Button>
      </Show>
      <Show when={mayChange()}>
        <AskFirst
          label={words().remove}
          of={props.member.name}
          question={words().removeQuestion(props.member.name)}
          isBusy={removal.isBusy()}
          onConfirm={() => void remove()}
        />
      </Show>
      <Show when={link()}>
        {(value) => (
          <HandedOver
            title={words().linkFor(props.member.name)}
            advice={words().linkAdvice}
            value={value()}
            onDone={() => setLink(null)}
          />
        )}
      </Show>
      <Refused refusal={told[0]()} />
    </Row>
  )
}
