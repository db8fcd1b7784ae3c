import { For } from 'solid-js'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { ClockProvider, useNow } from '../ui/clock.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { OldNotice } from '../ui/old-notice.tsx'
import { Refused } from '../ui/refused.tsx'
import { EmptyRows, Row, Rows, RowText } from '../ui/rows.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import { When } from '../ui/when.tsx'
import { longWord, rightToLeft, State } from './specimen.tsx'

/** In each tone. */
export function BadgeSpecimen() {
  return (
    <State name="plain, good, warning">
      <Badge>Partner</Badge>
      <Badge tone="good">This browser</Badge>
      <Badge tone="warning">Ends tomorrow</Badge>
    </State>
  )
}

const statuses: readonly GenerationStatus[] = [
  'QUEUED',
  'RUNNING',
  'CANCELLING',
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'INTERRUPTED',
]

/** For every status; always beside its word. */
export function StatusDotSpecimen() {
  return (
    <For each={statuses}>
      {(status) => (
        <State name={status}>
          <StatusDot status={status} />
        </State>
      )}
    </For>
  )
}

/** In both tones, short, and with something to do. */
export function NoticeSpecimen() {
  return (
    <>
      <State name="danger">
        <Notice tone="danger">The provider refused the key of the server.</Notice>
      </State>
      <State name="warning, with something to do">
        <Notice tone="warning">
          <p>What you see may be old.</p>
          <Button size="small" class="mt-2">
            Try now
          </Button>
        </Notice>
      </State>
      <State name="without a place to break it">
        <Notice tone="danger">{longWord}</Notice>
      </State>
    </>
  )
}

/** Refused; it is nothing when nothing was. */
export function RefusedSpecimen() {
  return (
    <State name="refused">
      <Refused refusal={{ code: 'FORBIDDEN', message: 'Only owners may do that.' }} />
    </State>
  )
}

/** Full, and empty. */
export function RowsSpecimen() {
  return (
    <>
      <State name="rows: short, long, from right to left">
        <Rows label="Rows of the gallery">
          <For each={['Minutes of Monday', longWord, rightToLeft]}>
            {(name) => (
              <Row>
                <RowText name={<bdi>{name}</bdi>}>
                  <span>staff</span>
                  <span>since Monday</span>
                </RowText>
                <Button size="small">Open</Button>
              </Row>
            )}
          </For>
        </Rows>
      </State>
      <State name="empty">
        <EmptyRows title="No service has a token">A token lets a service of yours start generations.</EmptyRows>
      </State>
    </>
  )
}

const loadedFor = (data: { name: string } | undefined, error: unknown) => ({
  data: () => data,
  error: () => error,
  refetch: async () => {},
})

/** Alone, and with what else there is to say. */
export function OldNoticeSpecimen() {
  return (
    <>
      <State name="alone">
        <OldNotice />
      </State>
      <State name="with more">
        <OldNotice>
          <p>It is asked for again as soon as there is a network.</p>
        </OldNotice>
      </State>
    </>
  )
}

/** On its way, there, old, and never come. */
export function LoadedSpecimen() {
  const states = [
    ['on its way', loadedFor(undefined, undefined)],
    ['there', loadedFor({ name: 'Research' }, undefined)],
    ['old: the server does not answer', loadedFor({ name: 'Research' }, new Error('gone'))],
    ['never come', loadedFor(undefined, new Error('gone'))],
  ] as const
  return (
    <For each={states}>
      {([name, of]) => (
        <State name={name}>
          <Loaded of={of}>{(data) => <p>{data().name}</p>}</Loaded>
        </State>
      )}
    </For>
  )
}

/** A moment of the reader's own time. */
export function WhenSpecimen() {
  return (
    <State name="a moment">
      <When at="2026-11-27T04:00:00.000Z" />
    </State>
  )
}

function Seconds() {
  const now = useNow()
  return <span>{new Date(now()).getUTCSeconds()} s</span>
}

/** It ticks. */
export function ClockSpecimen() {
  return (
    <State name="it ticks once a second">
      <ClockProvider>
        <Seconds />
      </ClockProvider>
    </State>
  )
}
