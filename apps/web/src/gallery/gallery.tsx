import { createUniqueId, For } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { specimens } from './specimens.ts'

/** `/dev/ui`: what the page is made of. Nothing leads here; whoever builds the page knows the address. */
export function Gallery() {
  return (
    <div class="flex flex-col gap-8 pb-16" data-wide>
      <For each={specimens}>
        {({ file, views }) => {
          const id = createUniqueId()
          return (
            <section aria-labelledby={id}>
              <p id={id} class="mb-2 border-b border-line pb-1 font-mono text-[0.86rem] text-soft">
                {file}
              </p>
              <div class="grid gap-4 sm:grid-cols-2">
                <For each={views}>{(view) => <Dynamic component={view} />}</For>
              </div>
            </section>
          )
        }}
      </For>
    </div>
  )
}
