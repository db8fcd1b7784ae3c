import type { Entry } from '../generation/create-entry.ts'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'

/** What is taken along of a generation. */
export type Asked = {
  /** Empty where it is not shown. */
  readonly prompt: string
  readonly text: string
  readonly model: string
  readonly status: GenerationStatus
}

const endings: Partial<Record<GenerationStatus, string>> = {
  FAILED: 'It failed here.',
  CANCELLED: 'It was stopped here.',
  INTERRUPTED: 'It was interrupted here.',
  QUEUED: 'It has not begun yet.',
  RUNNING: 'It is still being written.',
  CANCELLING: 'It is being stopped.',
}

/** The answer as it stands, with what people have made of it. */
export const textOf = (entry: Entry) => entry.currentText()

/** What is taken along of an entry. */
export const askedIn = (entry: Entry): Asked => {
  const { prompt, model } = entry.row()
  return { prompt, text: textOf(entry), model, status: entry.view().status }
}

const quote = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')

const turnOf = ({ prompt, text, model, status }: Asked) =>
  [prompt && quote(prompt), text.trim(), endings[status] && `*${endings[status]}*`, `<!-- ${model} -->`]
    .filter(Boolean)
    .join('\n\n')

/** A branch as one Markdown document: each prompt quoted, its answer below as it was written. */
export const branchMarkdown = (title: string, turns: readonly Asked[]): string =>
  `${[title && `# ${title}`, turns.map(turnOf).join('\n\n---\n\n')].filter(Boolean).join('\n\n')}\n`

/** A file name that says what it is, wherever it lands. */
export function fileNameOf(title: string): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  return `${words.join('-').toLowerCase().slice(0, 60) || 'thread'}.md`
}
