import { expect, test } from 'vitest'
import { serverAsked } from './server-asked.ts'

const env = { SLUICE_URL: 'https://ours.example/', SLUICE_TOKEN: 'secret' }

test('options go before the environment, and a link before its address', () => {
  expect(serverAsked({}, {})).toEqual({ url: 'http://127.0.0.1:4000', token: undefined })
  expect(serverAsked({}, env)).toEqual({ url: 'https://ours.example/', token: 'secret' })
  expect(serverAsked({ url: 'https://other.example', token: 'mine' }, env)).toEqual({
    url: 'https://other.example',
    token: 'mine',
  })
  expect(serverAsked({ share: 'slh_secret' }, env)).toEqual({ url: 'https://ours.example/', token: 'secret' })
})

test('a link of another server is not sent the token of ours, unless it was given for it', () => {
  const share = 'https://theirs.example/s#slh_secret'
  expect(serverAsked({ share }, env)).toEqual({ url: 'https://theirs.example', token: undefined })
  expect(serverAsked({ share, token: 'given' }, env).token).toBe('given')
  expect(serverAsked({ share: 'https://ours.example/s#slh_secret' }, env).token).toBe('secret')
  expect(serverAsked({ share: 'http://ours.example/s#slh_secret' }, env).token).toBeUndefined()
})
