import { Show } from 'solid-js'
import { Badge } from '../../ui/badge.tsx'
import { useNow } from '../../ui/clock.tsx'
import { Row, RowText } from '../../ui/rows.tsx'
import { When } from '../../ui/when.tsx'
import { TokenFacts, TokenName } from './token-facts.tsx'
import { tokenState } from './token-state.ts'
import type { ServiceToken } from './tokens-requests.ts'

/** A token that does not hold any more. */
export function EndedTokenRow(props: { token: ServiceToken }) {
  const now = useNow()
  return (
    <Row>
      <RowText
        name={
          <>
            <TokenName token={props.token} />
            <Badge>{tokenState(props.token, now()) === 'revoked' ? 'Revoked' : 'Expired'}</Badge>
          </>
        }
      >
        <TokenFacts token={props.token} />
        <Show when={props.token.revokedAt ?? props.token.expiresAt}>
          {(at) => (
            <span class="text-faint">
              ended <When at={at()} />
            </span>
          )}
        </Show>
      </RowText>
    </Row>
  )
}
