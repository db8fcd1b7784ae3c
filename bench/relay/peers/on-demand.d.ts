// The few things that ai-sdk.ts takes from the AI SDK, which is installed for a measurement only.

declare module 'ai' {
  import type { ServerResponse } from 'node:http'

  interface Model {
    readonly modelId: string
  }
  export function streamText(options: { model: Model; prompt: string }): { readonly stream: ReadableStream<object> }
  export function toUIMessageStream(options: { stream: ReadableStream<object> }): ReadableStream<object>
  export function pipeUIMessageStreamToResponse(options: {
    response: ServerResponse
    stream: ReadableStream<object>
  }): void
  export class JsonToSseTransformStream extends TransformStream<object, string> {}
}

declare module '@ai-sdk/openai-compatible' {
  export function createOpenAICompatible(options: {
    name: string
    baseURL: string
    apiKey: string
    includeUsage: boolean
  }): (model: string) => { readonly modelId: string }
}
