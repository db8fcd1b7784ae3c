import { For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { Badge } from '../../ui/badge.tsx'
import { createAction } from '../../ui/create-action.ts'
import { forgetWritten } from '../../ui/forget-written.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Refused } from '../../ui/refused.tsx'
import { Row, Rows, RowText } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { When } from '../../ui/when.tsx'
import { useSectionTitle } from '../section-title.ts'
import { browserWords } from './browser-words.ts'
import { loadSessions, revokeSession, type Session } from './session-requests.ts'
import { sessionsEn } from './sessions.en.ts'

/** The browsers that one is signed in with. */
export function SessionsView() {
  const api = useApi()
  const words = useWords('sessions', sessionsEn)
  const title = useSectionTitle('browsers')
  const sessions = createLoaded(() => loadSessions(api))
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Loaded of={sessions}>
        {(all) => (
          <Rows label={title()}>
            <For each={all()}>
              {(session) => <SessionRow session={session} onEnded={() => void sessions.refetch()} />}
            </For>
          </Rows>
        )}
      </Loaded>
    </>
  )
}

function SessionRow(props: { session: Session; onEnded: () => void }) {
  const api = useApi()
  const words = useWords('sessions', sessionsEn)
  const { act, isBusy, refusal } = createAction(() => revokeSession(api, props.session.id))
  const name = () => browserWords(props.session.userAgent, words())
  const end = async () => {
    if (!(await act())) return
    if (!props.session.isCurrent) return props.onEnded()
    forgetWritten()
    location.assign('/') // a start that is under way would write its prompt down again
  }
  return (
    <Row>
      <RowText
        name={
          <>
            {name()}
            <Show when={props.session.isCurrent}>
              <Badge tone="good">{words().isThis}</Badge>
            </Show>
          </>
        }
      >
        <span>
          {words().signedIn} <When at={props.session.createdAt} />
        </span>
        <span class="text-faint">
          {words().until} <When at={props.session.expiresAt} />
        </span>
      </RowText>
      <AskFirst
        label={words().signOut}
        of={props.session.isCurrent ? words().ofThis : name()}
        question={props.session.isCurrent ? words().questionOfThis : words().question}
        keep={words().keep}
        isBusy={isBusy()}
        onConfirm={() => void end()}
      />
      <Refused refusal={refusal()} />
    </Row>
  )
}
