import { For, Show, untrack } from 'solid-js'
import { useActivity } from '../activity/create-activity.tsx'
import { useViewer } from '../app/viewer.tsx'
import { useWords } from '../i18n/words.tsx'
import { useInbox } from '../inbox/create-inbox.tsx'
import { createVisibility } from '../ui/visibility.ts'
import { ApprovalRow, RowAnswer } from './approval-row.tsx'
import type { createDeeds } from './create-deeds.ts'
import { createLine } from './create-line.ts'
import { createLive } from './create-live.ts'
import type { Tray } from './create-tray.ts'
import { type GroupName, type Groups, groupNames } from './groups.ts'
import { trayEn } from './tray.en.ts'
import { TrayGroup } from './tray-group.tsx'
import { TrayRowView } from './tray-row.tsx'

type TrayGroupsProps = {
  tray: Tray
  groups: Groups
  counts: Record<GroupName, string>
  chosen: GroupName | null
  deeds: ReturnType<typeof createDeeds>
}

/** The groups of the tray, with all that can be done in them. */
export function TrayGroups(props: TrayGroupsProps) {
  const words = useWords('tray', trayEn)
  const inbox = useInbox()
  const { viewer } = useViewer()
  const isVisible = createVisibility()
  const live = createLive(useActivity(), () => (isVisible() ? props.groups.running : []))
  const line = untrack(() =>
    createLine(
      props.tray,
      () => props.groups.inLine,
      (words) => props.deeds.say({ words }),
    ),
  )

  const approvalOf = (id: string) => inbox.approvals().find((approval) => approval.id === id)
  const othersApprovals = () => inbox.approvals().filter(({ id }) => !props.tray.rows.has(id))
  const onAnswered = () => void Promise.all([inbox.refetch(), props.tray.refetch()])
  const isShown = (name: GroupName) =>
    (props.chosen ?? name) === name &&
    (props.groups[name].length > 0 || (name === 'needsMe' && othersApprovals().length > 0))
  const spaceName = (id: string) => viewer()?.spaces.find((space) => space.id === id)?.name ?? null
  const answerOf = (id: string, what: string) => {
    const approval = approvalOf(id)
    return approval ? () => <RowAnswer approval={approval} what={what} onAnswered={onAnswered} /> : null
  }

  const rowOf = (id: string) => (
    <Show when={props.tray.rows.get(id)}>
      {(row) => (
        <TrayRowView
          row={row()}
          live={live(id)}
          space={spaceName(row().thread.space.id)}
          deeds={props.deeds.deeds}
          moves={line.movesOf(id)}
          drag={line.dragOf(id)}
          answer={answerOf(id, row().title)}
        />
      )}
    </Show>
  )
  return (
    <For each={groupNames.filter(isShown)}>
      {(name) => (
        <TrayGroup
          name={words().groups[name]}
          count={props.counts[name]}
          ids={props.groups[name]}
          before={
            <Show when={name === 'needsMe'}>
              <For each={othersApprovals()}>
                {(approval) => <ApprovalRow approval={approval} onAnswered={onAnswered} />}
              </For>
            </Show>
          }
        >
          {rowOf}
        </TrayGroup>
      )}
    </For>
  )
}
