import { expect, it } from 'vitest'
import { ollamaBaseUrl } from './ollama-host.ts'

it.each([
  ['localhost', 'http://localhost:11434/v1'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080/v1'],
  [' gpu-box:11434/ ', 'http://gpu-box:11434/v1'],
  ['http://gpu-box', 'http://gpu-box:11434/v1'],
  ['http://gpu-box:80', 'http://gpu-box/v1'],
  ['https://ollama.example.org', 'https://ollama.example.org/v1'],
  ['https://ollama.example.org/v1/', 'https://ollama.example.org/v1'],
  ['https://example.org/ollama', 'https://example.org/ollama/v1'],
  ['0.0.0.0', 'http://127.0.0.1:11434/v1'],
  ['[::1]:9999', 'http://[::1]:9999/v1'],
  ['[::1]', 'http://[::1]:11434/v1'],
  ['http://user:secret@box', 'http://user:secret@box:11434/v1'],
])('%s means %s', (host, url) => {
  expect(ollamaBaseUrl(host)).toBe(url)
})
