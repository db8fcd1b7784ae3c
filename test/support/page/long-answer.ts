import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { Script } from '../fake-provider/fake-call.ts'
import { until } from '../until.ts'

const words =
  'the line moves when a place is free and nobody who came later is taken first unless they ask for less'.split(' ')
const sentence = (seed: number) =>
  `${Array.from({ length: 14 }, (_, n) => words[(seed * 7 + n * (1 + (seed % 5))) % words.length]).join(' ')}.`

function section(n: number): string {
  const paragraph = Array.from({ length: 6 }, (_, k) => sentence(n + k)).join(' ')
  const table = `| Part | Median | 90 % |\n|---|---:|---:|\n${[1, 2, 3].map((k) => `| ${words[k]} | ${n + k} s | ${n * k} s |`).join('\n')}`
  const code = `\`\`\`ts\nfor await (const event of watch(id, { after: ${n} })) {\n  view = fold(view, event) // ${sentence(n)}\n}\n\`\`\``
  const list = [1, 2, 3, 4].map((k) => `${k}. **${words[n % words.length]}** ${sentence(n * k)}`).join('\n')
  return `## Section ${n}\n\n${paragraph}\n\n${[table, code, list][n % 3]}\n\n${paragraph}\n\n`
}

const lastWords = 'The end.'

/** A report of about so many bytes, as models write them: headings, paragraphs, tables, code, lists. */
export function longAnswer(bytes: number): string {
  let text = ''
  for (let n = 1; text.length < bytes; n += 1) text += section(n)
  return `${text}${lastWords}`
}

const everyMs = 20

/** A script that writes `text` at an even pace, by an absolute schedule. */
export function flowing(text: string, bytesPerSecond: number): Script {
  return async (call) => {
    const from = performance.now()
    for (let sent = 0; sent < text.length && !call.isClosed; ) {
      const due = Math.min(text.length, Math.ceil(((performance.now() - from) / 1000) * bytesPerSecond))
      if (due > sent) call.text(text.slice(sent, due))
      sent = Math.max(sent, due)
      await delay(everyMs)
    }
    if (!call.isClosed) call.end()
  }
}

/** Asked rarely: a locator that searches a long page would itself be the longest task. */
const isWritten = `[...document.querySelectorAll('article')].some(({ textContent }) => textContent.includes('${lastWords}'))`

/** Waits until the page shows the end of a {@link longAnswer}. */
export async function untilWritten(page: Page): Promise<void> {
  await until('the end is written', () => page.evaluate<boolean>(isWritten), { timeoutMs: 120_000, everyMs: 500 })
}
