import { hasEnded } from '@sluice/client'
import Square from 'lucide-solid/icons/square'
import { createSignal, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { generationEn } from './generation.en.ts'
import { stopGeneration } from './generation-requests.ts'

type StopButtonProps = { id: string; status: GenerationStatus; onStopped?: () => void }

/** Stops a generation that waits or runs; says so at once, and stays until the server has done it. */
export function StopButton(props: StopButtonProps) {
  const words = useWords('generation', generationEn)
  const api = useApi()
  const [isAsked, setAsked] = createSignal(false)
  const isStopping = () => isAsked() || props.status === 'CANCELLING'
  const stop = async () => {
    setAsked(true)
    try {
      await stopGeneration(api, props.id)
      props.onStopped?.()
    } catch {
      setAsked(false)
    }
  }
  return (
    <Show when={!hasEnded(props.status)}>
      <Button look="danger" size="small" disabled={isStopping()} onClick={() => void stop()}>
        <Square size={12} fill="currentColor" aria-hidden="true" />
        {isStopping() ? words().stopping : words().stop}
      </Button>
    </Show>
  )
}
