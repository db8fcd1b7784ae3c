import { For, Show } from 'solid-js'
import { approvalsEn } from '../../approvals/approvals.en.ts'
import { loadApprovals } from '../../approvals/approvals-requests.ts'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useWords } from '../../i18n/words.tsx'
import { useInbox } from '../../inbox/create-inbox.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { EmptyRows, Rows } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { useSectionTitle } from '../section-title.ts'
import { ApprovalRow } from './approval-row.tsx'

/** Somebody waits for it. */
const intervalMs = 5_000

/** What waits for one's yes or no. */
export function ApprovalsView() {
  const api = useApi()
  const inbox = useInbox()
  const words = useWords('approvals', approvalsEn)
  const title = useSectionTitle('approvals')
  const approvals = createLoaded(() => loadApprovals(api), intervalMs)
  const onAnswered = () => void Promise.all([approvals.refetch(), inbox.refetch()])
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Loaded of={approvals}>
        {(all) => (
          <Show when={all().length > 0} fallback={<EmptyRows title={words().none}>{words().noneMeaning}</EmptyRows>}>
            <Rows label={title()}>
              <For each={all()}>{(approval) => <ApprovalRow approval={approval} onAnswered={onAnswered} />}</For>
            </Rows>
          </Show>
        )}
      </Loaded>
    </>
  )
}
