/** A report that shows off what an answer can hold. */
export const report = `## Where the time goes

Most of a slow answer is **not** the model writing: it is the wait before its first token.

| Part | Median | 90th percentile |
|---|---:|---:|
| In line | 0.2 s | 3.1 s |
| First token | 1.4 s | 8.9 s |
| Writing | 22 s | 61 s |

What follows from that:

1. Show at once that the call is in line, and how long that takes.
2. Show *thinking* as what it is, folded away.
3. Keep every token before showing it:

\`\`\`ts
for await (const event of watch(id, { after: cursor })) {
  view = fold(view, event)
  cursor = event.cursor
}
\`\`\`

> A reload costs one request, and nothing of the answer.
`

/** What pages break on: other scripts, long words, wide tables and code, deep lists. */
export const manyKinds = `# كل شيء مرة واحدة

هذه فقرة بالعربية فيها رقم 42 وكلمة English في وسطها، ثم تعود إلى العربية.

זוהי פסקה בעברית, עם \`code\` באמצע.

日本語の段落と、とても長い単語:
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorstandsmitglied

| Model | Context | Input | Output | Thinking | Tools | First token | Writing | Notes |
|---|---:|---:|---:|---|---|---:|---:|---|
| openai:gpt-5.2 | 400,000 | $1.25 | $10.00 | yes | yes | 1.4 s | 22 s | answers in one go |
| anthropic:claude-opus-4-7 | 1,000,000 | $5.00 | $25.00 | yes | yes | 1.9 s | 31 s | long reports |

- one
  - two
    - three, with a link to [a place](https://example.org/a/very/long/path/that/does/not/end/anywhere/near/here)
- [ ] later
- [x] done

\`\`\`sql
SELECT person, count(*) FILTER (WHERE status = 'QUEUED') AS waiting, max(now() - queued_at) AS longest FROM generation GROUP BY person ORDER BY waiting DESC;
\`\`\`

\`\`\`py
def fold(view: View, event: Event) -> View:  # a comment
    return view if event.seq <= view.seq else view.apply(event)
\`\`\`
`

/** Short enough that all that is said of it stands beside it. */
export const notice = `We move to the new building **on Monday**, the 14th of September. Your desk is ready by nine o'clock.

Come to the hall on the ground floor. Somebody of the house will show you around.
`

/** As another model puts it. */
export const otherNotice = `The office moves **on Monday**, the 14th of September. Desks are ready by nine o'clock.

Come to the hall on the ground floor. A colleague will show you around, and lunch is on us.
`

/** The same in pieces of a word each, as models send it. */
export const inWords = (text: string): readonly string[] => text.match(/\S+\s*/g) ?? []
