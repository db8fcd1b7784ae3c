import { expect, test, vi } from 'vitest'
import { prepareFastApi } from './fastapi.ts'

test('without root FastAPI is not prepared, even where its folder is there', async () => {
  vi.spyOn(process, 'getuid').mockReturnValue(1_000)
  expect(await prepareFastApi()).toBe('needs root, for apt-get and chroot')
})
