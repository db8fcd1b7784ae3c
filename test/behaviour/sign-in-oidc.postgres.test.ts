import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy } from '../support/deployment.ts'
import { lookInto } from '../support/look-into.ts'
import { makeCookieJar, type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts'
import { fromPage, letIn, ownerOf, setPassword } from '../support/sign-in.ts'

let issuer: OidcIssuer
let sluice: Deployment
beforeAll(async () => {
  issuer = await startOidcIssuer({})
  sluice = await deploy(issuer.env)
  issuer.register(sluice.url)
})
afterAll(async () => {
  await sluice.stop()
  await issuer.close()
})

test('an old session neither links an account nor sets a first password', async () => {
  const una = await letIn(await ownerOf(sluice), sluice.url, 'Una')
  const jar = makeCookieJar(sluice.url, una.cookie)
  const beginLinking = async () => (await jar.post(`${sluice.url}/auth/link-social`, '{}', fromPage)).status
  expect(await beginLinking()).toBe(200)
  const age = `UPDATE browser_session SET created_at = now() - interval '61 min' WHERE principal_id = $1`
  await lookInto(sluice.env, (database) => database.query(age, [una.id]))
  const first = { email: 'una@private.example', newPassword: 'found it open' }
  expect(await setPassword(una.api, first)).toMatchObject({ path: 'newPassword' })
  expect(await beginLinking()).toBe(401)
})
