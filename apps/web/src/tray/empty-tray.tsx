import { For } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { trayEn } from './tray.en.ts'

/** Teaches what the tray is for. */
export function EmptyTray() {
  const words = useWords('tray', trayEn)
  const steps = () => {
    const { empty } = words()
    return [
      [empty.start, empty.startWords],
      [empty.leave, empty.leaveWords],
      [empty.comeBack, empty.comeBackWords],
    ]
  }
  return (
    <section aria-label={words().empty.label} class="rounded-xl border border-dashed border-line-strong px-5 py-5">
      <h2 class="font-semibold">{words().empty.title}</h2>
      <dl class="mt-3 grid gap-4 sm:grid-cols-3">
        <For each={steps()}>
          {([name, explained]) => (
            <div>
              <dt class="font-medium">{name}</dt>
              <dd class="mt-0.5 text-[0.92rem] text-soft">{explained}</dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  )
}
