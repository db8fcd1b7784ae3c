import { For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { AskFirst } from '../../ui/ask-first.tsx'
import { Badge } from '../../ui/badge.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Refused } from '../../ui/refused.tsx'
import { Row, Rows, RowText } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { When } from '../../ui/when.tsx'
import { browserWords } from './browser-words.ts'
import { loadSessions, revokeSession, type Session } from './session-requests.ts'

/** The browsers that one is signed in with. */
export function SessionsView() {
  const api = useApi()
  const sessions = createLoaded(() => loadSessions(api))
  return (
    <>
      <SectionHeading title="Browsers">
        Where you are signed in. Sign out what you do not know, or do not use any more: its open streams end within
        seconds.
      </SectionHeading>
      <Loaded of={sessions}>
        {(all) => (
          <Rows label="Browsers">
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
  const { act, isBusy, refusal } = createAction(() => revokeSession(api, props.session.id))
  const words = () => browserWords(props.session.userAgent)
  const end = async () => {
    if (!(await act())) return
    if (props.session.isCurrent) api.reportSignedOut()
    else props.onEnded()
  }
  return (
    <Row>
      <RowText
        name={
          <>
            {words()}
            <Show when={props.session.isCurrent}>
              <Badge tone="good">This browser</Badge>
            </Show>
          </>
        }
      >
        <span>
          Signed in <When at={props.session.createdAt} />
        </span>
        <span class="text-faint">
          until <When at={props.session.expiresAt} />
        </span>
      </RowText>
      <AskFirst
        label="Sign out"
        of={props.session.isCurrent ? 'this browser' : words()}
        question={
          props.session.isCurrent
            ? 'You have to sign in again to come back in this browser.'
            : 'Whoever uses that browser has to sign in again.'
        }
        keep="Stay signed in"
        isBusy={isBusy()}
        onConfirm={() => void end()}
      />
      <Refused refusal={refusal()} />
    </Row>
  )
}
