import { A } from '@solidjs/router'
import { useWords } from '../i18n/words.tsx'
import { appEn } from './app.en.ts'

/** For an address that leads nowhere, or not for this viewer. */
export function NotFound() {
  const words = useWords('app', appEn)
  return (
    <section class="py-10 text-center">
      <h1 class="text-lg font-semibold">{words().nothingHere}</h1>
      <A href="/" class="mt-4 inline-block font-medium text-accent-strong underline underline-offset-2">
        {words().backToTray}
      </A>
    </section>
  )
}
