import { For } from 'solid-js'

const steps = [
  ['Start', 'Write a prompt above and press Start. The box is free at once, so start as many as you like.'],
  ['Leave', 'Everything runs on the server. Close the tab, shut the laptop: nothing is lost.'],
  ['Come back', 'Each generation waits here with its state. Open one to watch it write, or to follow up.'],
] as const

/** Teaches what the tray is for. */
export function EmptyTray() {
  return (
    <section aria-label="How it works" class="rounded-xl border border-dashed border-line-strong px-5 py-5">
      <h2 class="font-semibold">Nothing started yet</h2>
      <dl class="mt-3 grid gap-4 sm:grid-cols-3">
        <For each={steps}>
          {([name, words]) => (
            <div>
              <dt class="font-medium">{name}</dt>
              <dd class="mt-0.5 text-[0.92rem] text-soft">{words}</dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  )
}
