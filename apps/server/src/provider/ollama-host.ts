/**
 * OLLAMA_HOST as people write it (`localhost`, `gpu-box:11434`, `https://ollama.example.org/v1`) as a base URL: `http`
 * unless a scheme is given, port 11434 unless a scheme or a port is, `/v1` at the end. Ollama's own "all interfaces"
 * address stands for this machine.
 *
 * @throws TypeError when it is no address.
 */
export function ollamaBaseUrl(host: string): string {
  const given = host.trim()
  const hasScheme = /^https?:\/\//i.test(given)
  const url = new URL(hasScheme ? given : `http://${given}`)
  const hasPort = /^(?:https?:\/\/)?(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:?#]*):\d+/i.test(given)
  if (!hasPort && url.protocol === 'http:') url.port = '11434'
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  if (url.hostname === '[::]') url.hostname = '[::1]'
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1`
  return url.href
}
