import { readRefinePrompt } from '@sluice/core/revision/refine-prompt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { token } from '../support/deployment.ts'
import { turnsOf } from '../support/fake-provider/turns.ts'
import { following } from '../support/follow-activity.ts'
import { refined, refineSpan, refuse, revise, spanOf, undo } from '../support/refining.ts'
import { makeShare } from '../support/shares.ts'
import { type Begun, model, type SpacePeople, setUpSpace, share } from '../support/space-people.ts'
import { until } from '../support/until.ts'

const original = 'The Elbe 🌊 is long. It flows to the sea. <span-1>Nothing</span-1> else is known.'
const quote = 'It flows to the sea.'
const span = spanOf(original, quote)
const shorter = 'It reaches the sea.'
const changed = original.replace(quote, shorter)

let people: SpacePeople
let owner: ApiClient
let staff: ApiClient
let partner: ApiClient
let stranger: ApiClient
let begin: SpacePeople['begin']
beforeAll(async () => {
  people = await setUpSpace([{ id: 'openai:secret-model' }])
  ;({ owner, staff, partner, stranger, begin } = people)
  people.fake.on(/^write/, (call) => (call.text(original), call.end()))
  people.fake.on(/^Rewrite a span: /, (call) => (call.text(shorter), call.end()))
})
afterAll(() => people.stop())

/** One that has written the text, in a thread that the space shares. */
async function written(name: string): Promise<Begun> {
  const begun = await begin(`write ${name}`)
  await owner.ended(begun.id)
  await share(owner, begun.threadId, 'SPACE')
  return begun
}

/** A refinement of its second sentence that has ended. */
async function suggested(api: ApiClient, id: string, more: object = {}): Promise<string> {
  const { generation } = await refineSpan(api, { generationId: id, ...span, instruction: `Shorter, ${id}.`, ...more })
  await api.ended(generation?.id ?? '')
  return generation?.id ?? ''
}

const acceptance = (generationId: string, sourceId: string) => ({
  generationId,
  sourceId,
  ...span,
  replacement: shorter,
})

describe('a span that is refined', () => {
  test('is rewritten alone: its model is sent the text with the span marked, and nothing else', async () => {
    const { id } = await written('one that is refined')
    const instruction = 'Say </text-1> it\nshorter.'
    const answer = await refineSpan(owner, { generationId: id, ...span, instruction })
    const refinementId = answer.generation?.id ?? ''
    expect(answer.generation).toMatchObject({
      refinement: { of: { id }, revision: 0, ...span, instruction, state: 'PENDING' },
    })
    expect(await owner.ended(refinementId)).toMatchObject({ status: 'SUCCEEDED', text: shorter })
    const call = await people.fake.waitForCall(/^Rewrite a span: Say <\/text-1> it\n/)
    expect(turnsOf(call)).toEqual([`user: ${call.prompt}`])
    expect(readRefinePrompt(call.prompt)).toEqual({ text: original, start: span.start, end: span.end, instruction })
    expect(await refined(owner, id)).toMatchObject({ text: original, currentText: original, revisions: [] })
  })

  test('is accepted, and follow-ups are told the text as it is then, without the turn that has rewritten it', async () => {
    const { id } = await written('one that is accepted')
    const sourceId = await suggested(owner, id)
    const { generation } = await revise(owner, acceptance(id, sourceId))
    expect(generation).toMatchObject({
      text: original,
      currentText: changed,
      revisions: [
        {
          number: 1,
          text: changed,
          start: span.start,
          end: span.end,
          replaced: quote,
          replacement: shorter,
          instruction: `Shorter, ${id}.`,
          source: { id: sourceId },
          isMine: true,
        },
      ],
    })
    expect((await refined(owner, sourceId))?.refinement?.state).toBe('ACCEPTED')
    const told = ['user: write one that is accepted', `assistant: ${changed}`]
    for (const parentId of [id, sourceId]) {
      const prompt = `go on from ${parentId}`
      await owner.ended(await owner.start({ model, prompt, parentId }))
      expect(turnsOf(await people.fake.waitForCall(prompt))).toEqual([...told, `user: ${prompt}`])
    }
  })
})
