import { hasEnded } from '@sluice/client'
import Square from 'lucide-solid/icons/square'
import { createSignal, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { handOnFocus } from '../ui/hand-on-focus.ts'
import { generationEn } from './generation.en.ts'
import { stopGeneration } from './generation-requests.ts'

type StopButtonProps = { id: string; status: GenerationStatus; onStopped?: () => void }

/** Stops a generation that waits or runs; says so at once, and stays with its focus until the server has done it, or says why it did not. */
export function StopButton(props: StopButtonProps) {
  const words = useWords('generation', generationEn)
  const api = useApi()
  const [isAsked, setAsked] = createSignal(false)
  const stopping = createAction(() => stopGeneration(api, props.id))
  const isStopping = () => stopping.isBusy() || isAsked() || props.status === 'CANCELLING'
  const stop = async () => {
    if (isStopping() || !(await stopping.act())) return
    setAsked(true)
    props.onStopped?.()
  }
  return (
    <Show when={!hasEnded(props.status)}>
      <Button ref={handOnFocus} look="danger" size="small" aria-disabled={isStopping()} onClick={() => void stop()}>
        <Square size={12} fill="currentColor" aria-hidden="true" />
        {isStopping() ? words().stopping : words().stop}
      </Button>
      <Show when={stopping.refusal()}>
        {(refusal) => (
          <p role="alert" class="min-w-0 text-[0.86rem] text-danger">
            {refusal().message}
          </p>
        )}
      </Show>
    </Show>
  )
}
