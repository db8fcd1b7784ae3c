import type { Entry } from '../generation/create-entry.ts'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import type { Dictionary } from '../i18n/dictionary.ts'

/** What is taken along of a generation. */
export type Asked = {
  /** Empty where it is not shown. */
  readonly prompt: string
  readonly text: string
  readonly model: string
  readonly status: GenerationStatus
}

type Endings = Dictionary['thread']['endings']

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

function turnOf({ prompt, text, model, status }: Asked, endings: Partial<Record<GenerationStatus, string>>) {
  const ending = endings[status]
  return [prompt && quote(prompt), text.trim(), ending && `*${ending}*`, `<!-- ${model} -->`]
    .filter(Boolean)
    .join('\n\n')
}

/** A branch as one Markdown document: each prompt quoted, its answer below as it was written. */
export function branchMarkdown(title: string, turns: readonly Asked[], endings: Endings): string {
  const body = turns.map((turn) => turnOf(turn, endings)).join('\n\n---\n\n')
  return `${[title && `# ${title}`, body].filter(Boolean).join('\n\n')}\n`
}

/** A file name that says what it is, wherever it lands. */
export function fileNameOf(title: string): string {
  const words = title.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  return `${words.join('-').toLowerCase().slice(0, 60) || 'thread'}.md`
}
