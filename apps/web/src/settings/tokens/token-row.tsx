import { createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useNow } from '../../ui/clock.tsx'
import { createAction, createRefusal } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { Row, RowText } from '../../ui/rows.tsx'
import { When } from '../../ui/when.tsx'
import { Rotation } from './rotation.tsx'
import { TokenFacts, TokenName } from './token-facts.tsx'
import { endsSoonWords } from './token-state.ts'
import { tokensEn } from './tokens.en.ts'
import { type MadeToken, revokeServiceToken, rotateServiceToken, type ServiceToken } from './tokens-requests.ts'

type TokenRowProps = { token: ServiceToken; onMade: (made: MadeToken) => void; onRevoked: () => void }

/** A token that holds, with what can be done about it. */
export function TokenRow(props: TokenRowProps) {
  const api = useApi()
  const words = useWords('tokens', tokensEn)
  const now = useNow()
  const [isRotating, setRotating] = createSignal(false)
  const told = createRefusal()
  const revocation = createAction(() => revokeServiceToken(api, props.token.id), told)
  const rotation = createAction((overlapMs: number) => rotateServiceToken(api, { id: props.token.id, overlapMs }), told)
  const revoke = async () => {
    if (await revocation.act()) props.onRevoked()
  }
  const rotate = async (overlapMs: number) => {
    const made = await rotation.act(overlapMs)
    if (!made) return
    setRotating(false)
    props.onMade(made)
  }
  return (
    <Row>
      <RowText
        name={
          <>
            <TokenName token={props.token} />
            <Show when={endsSoonWords(props.token, now(), words().endsIn)}>
              {(soon) => <Badge tone="warning">{soon()}</Badge>}
            </Show>
          </>
        }
      >
        <TokenFacts token={props.token} />
        <span class="text-faint">
          <Show when={props.token.expiresAt} fallback={words().neverExpires}>
            {(at) => (
              <>
                {words().expires} <When at={at()} />
              </>
            )}
          </Show>
        </span>
      </RowText>
      <Button
        look="quiet"
        size="small"
        aria-label={words().rotateOf(props.token.service)}
        aria-expanded={isRotating()}
        onClick={() => setRotating(!isRotating())}
      >
        {words().rotate}
      </Button>
      <AskFirst
        label={words().revoke}
        of={props.token.service}
        question={words().revokeQuestion}
        isBusy={revocation.isBusy()}
        onConfirm={() => void revoke()}
      />
      <Show when={isRotating()}>
        <Rotation isBusy={rotation.isBusy()} onRotate={(ms) => void rotate(ms)} onLeave={() => setRotating(false)} />
      </Show>
      <Refused refusal={told[0]()} />
    </Row>
  )
}
