import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const issuer = {
  SLUICE_OIDC_ISSUER: 'https://id.corp.example/realms/one',
  SLUICE_OIDC_CLIENT_ID: 'sluice',
  SLUICE_OIDC_CLIENT_SECRET: 'sixteen characters and more',
}

test('an issuer is called by its host unless it has a name, and lets nobody in by itself', () => {
  const read = { issuer: issuer.SLUICE_OIDC_ISSUER, clientId: 'sluice', clientSecret: 'sixteen characters and more' }
  expect(readConfig(issuer).oidc).toEqual({ ...read, name: 'id.corp.example', domains: [] })
  const more = { SLUICE_OIDC_NAME: 'Corp', SLUICE_OIDC_DOMAINS: 'Corp.example, @corp.test' }
  expect(readConfig({ ...issuer, ...more }).oidc).toEqual({
    ...read,
    name: 'Corp',
    domains: ['corp.example', 'corp.test'],
  })
})

test('the secret stands nowhere else in the configuration', () => {
  const { oidc: _, ...rest } = readConfig(issuer)
  expect(JSON.stringify(rest)).not.toContain('sixteen')
})

test.each([
  ['in part', { SLUICE_OIDC_ISSUER: issuer.SLUICE_OIDC_ISSUER }],
  ['domains without it', { SLUICE_OIDC_DOMAINS: 'corp.example' }],
  ['readable on its way', { ...issuer, SLUICE_OIDC_ISSUER: 'http://id.corp.example' }],
  ['with a secret that is soon guessed', { ...issuer, SLUICE_OIDC_CLIENT_SECRET: 'secret' }],
  ['with a domain that is none', { ...issuer, SLUICE_OIDC_DOMAINS: 'corp.example,*' }],
])('%s, an issuer is a mistake', (_, env) => {
  expect(() => readConfig(env)).toThrow(ConfigError)
})

test('on this machine it may speak http', () => {
  expect(readConfig({ ...issuer, SLUICE_OIDC_ISSUER: 'http://127.0.0.1:9000' }).oidc).toMatchObject({
    issuer: 'http://127.0.0.1:9000',
  })
})
