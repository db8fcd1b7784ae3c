import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { makeApiClient } from '../support/api-client.ts'
import { expect, test } from './sluice-page.ts'

/** Text that would run a script, reach the trap, or pose as the page, if it were taken for more than text. */
const corpus = (trap: string): readonly string[] => [
  `<script>fetch('${trap}/script')</script>`,
  `<script src="${trap}/src.js"></script>`,
  `<img src=x onerror="fetch('${trap}/onerror')">`,
  `<img src="${trap}/img.png">`,
  `<img srcset="${trap}/srcset.png 1x">`,
  `<picture><source srcset="${trap}/source.png"><img alt="x"></picture>`,
  `![pixel](${trap}/markdown.png "title")`,
  `![reference][pixel]\n\n[pixel]: ${trap}/reference.png`,
  `[![nested](${trap}/nested.png)](${trap}/link)`,
  `<svg onload="fetch('${trap}/svg')"><image href="${trap}/image.svg" /></svg>`,
  `<svg><use href="${trap}/use.svg#a"></use><style>@import '${trap}/svg.css'</style></svg>`,
  `<svg><animate onbegin="fetch('${trap}/begin')" attributeName="x" dur="1s"></svg>`,
  `<math><mtext><table><mglyph><style><img src="${trap}/mglyph" onerror="fetch('${trap}/m')"></style></mglyph></table></mtext></math>`,
  `<noscript><p title="</noscript><img src='${trap}/noscript' onerror=fetch('${trap}/n')>"></noscript>`,
  `<iframe src="${trap}/frame"></iframe><iframe srcdoc="<script>fetch('${trap}/srcdoc')</script>"></iframe>`,
  `<object data="${trap}/object"></object><embed src="${trap}/embed">`,
  `<link rel="stylesheet" href="${trap}/link.css"><link rel="prefetch" href="${trap}/prefetch">`,
  `<link rel="dns-prefetch" href="${trap}"><link rel="preconnect" href="${trap}">`,
  `<style>body { background: url(${trap}/style.png) } @import url(${trap}/import.css);</style>`,
  `<p style="background: url(${trap}/inline.png)">styled</p>`,
  `<base href="${trap}/"><a href="relative">base</a>`,
  `<meta http-equiv="refresh" content="0; url=${trap}/refresh">`,
  `<form action="${trap}/form" id="f"><input name="x"></form><button form="f" autofocus onfocus="fetch('${trap}/f')">go</button>`,
  `<video src="${trap}/video" autoplay></video><audio src="${trap}/audio" autoplay></audio><video poster="${trap}/poster"></video>`,
  `<input type="image" src="${trap}/input.png"><input autofocus onfocus="fetch('${trap}/focus')">`,
  `<details open ontoggle="fetch('${trap}/toggle')"><summary>x</summary></details>`,
  `<body onload="fetch('${trap}/body')"><marquee onstart="fetch('${trap}/marquee')">x</marquee>`,
  `<a href="javascript:fetch('${trap}/js')">js</a> [md](javascript:fetch('${trap}/md'))`,
  `[tab](java\tscript:fetch('${trap}/tab')) [entity](&#106;avascript:fetch('${trap}/entity'))`,
  `[data](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==) [vb](vbscript:x)`,
  `<a href="${trap}/ping" ping="${trap}/ping">ping</a>`,
  `<template><img src="${trap}/template" onerror="fetch('${trap}/t')"></template>`,
  `<template shadowrootmode="open"><img src="${trap}/shadow"></template>`,
  `<x-foo onclick="1" is="x"></x-foo><portal src="${trap}/portal"></portal>`,
  `<div id="root" class="notice" name="cookie">clobbers</div><form name="document"></form><img name="getElementById">`,
  `<table background="${trap}/background.png"><tr><td background="${trap}/td.png">x</td></tr></table>`,
  `<blockquote cite="${trap}/cite">q</blockquote><q cite="${trap}/q">q</q>`,
  '```html\n<img src="' + trap + '/fence.png" onerror="1">\n```',
  '```"><img src=' + trap + '/info.png onerror=1>\ncode\n```',
  '`<img src="' + trap + '/code.png">`',
  `| a | b |\n|---|---|\n| <img src="${trap}/cell.png"> | <script>fetch('${trap}/cell')</script> |`,
  `# <img src="${trap}/heading.png">\n\n- <img src="${trap}/item.png">\n> <img src="${trap}/quote.png">`,
  `<!-- --!><img src="${trap}/comment" onerror="fetch('${trap}/c')"> -->`,
  `<![CDATA[<img src="${trap}/cdata">]]><?xml-stylesheet href="${trap}/pi.css"?>`,
  `<img/src="${trap}/slash"/onerror=fetch('${trap}/slash')>`,
  `<IMG SRC="${trap}/upper"><ScRiPt>fetch('${trap}/mixed')</ScRiPt>`,
  `<<img src="${trap}/double">script>fetch('${trap}/d')<</script>/script>`,
  `&lt;img src="${trap}/escaped"&gt; &#60;script&#62;fetch('${trap}/numeric')&#60;/script&#62;`,
  `\u202E<img src="${trap}/rtl">\u0000<script\u0000>fetch('${trap}/nul')</script>`,
  `$$\\href{${trap}/tex}{x}$$ \\includegraphics{${trap}/tex.png}`,
  `<${trap}/autolink> ${trap}/bare www.trap.invalid`,
  `[link](${trap}/hover 'title"><img src=${trap}/title>')`,
]

/** A server that nothing must reach. */
async function setTrap() {
  const caught: string[] = []
  const server = createServer((request, response) => {
    caught.push(request.url ?? '')
    response.end()
  })
  server.on('connection', (socket) => caught.push(`connection from ${socket.remotePort}`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, caught, close: () => server.close() }
}

/** What the page must not hold, whatever a model wrote: whatever runs, fetches, frames, sends, or has a name of the page's own. */
const forbidden = [
  'body script, script:not([src^="/"])',
  'iframe, object, embed, portal, base, meta[http-equiv], form [form], video, audio, template',
  'article :is(link, style, form, input, svg image, math)',
  'article [style], article [id^="root"], article [background], article [ping], article [srcset]',
  'img:not([src^="data:image/"]):not([src^="/"])',
  'a[href^="javascript" i], a[href^="data" i], a[href^="vbscript" i]',
].join(', ')

async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(
    (selector) => [...document.querySelectorAll(selector)].map((element) => element.outerHTML.slice(0, 200)),
    forbidden,
  )
  expect(found).toEqual([])
  const handlers = await page.evaluate(() =>
    [...document.querySelectorAll('article *')].flatMap((element) =>
      element
        .getAttributeNames()
        .filter((name) => name.startsWith('on'))
        .map((name) => `${element.tagName} ${name}`),
    ),
  )
  expect(handlers).toEqual([])
}

test('whatever a model writes, at whatever point it has got to, runs nothing and reaches nobody', async ({
  signedIn: page,
  sluice,
}) => {
  test.setTimeout(300_000)
  const trap = await setTrap()
  const api = makeApiClient(sluice.url, { cookie: `${sluice.session.name}=${sluice.session.value}` })
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    return dialog.dismiss()
  })
  const texts = corpus(trap.url)
  sluice.fake.on(/^Hostile \d+/, async (call) => {
    const text = texts[Number(/\d+/.exec(call.prompt)?.[0])] ?? ''
    for (const character of text) {
      call.text(character)
      await delay(12) // so that the page draws nearly every beginning of it
    }
    call.text('\n\nThe end of it.')
    call.end()
  })
  // What is asked is shown too, in the list of threads, in the title of the window and above the answer.
  const start = async (n: number, parentId?: string) => {
    const input = { model: 'openai:test', prompt: `Hostile ${n} ${texts[n]}`, idempotencyKey: randomUUID() }
    const { generation } = await api.tryStart({ ...input, ...(parentId !== undefined && { parentId }) })
    if (!generation) throw new Error(`Hostile ${n} was not started`)
    return generation
  }
  await page.setViewportSize({ width: 1_200, height: 8_000 }) // so that all of a thread is drawn
  const size = 17
  for (let from = 0; from < texts.length; from += size) {
    let last = await start(from)
    await page.goto(`${sluice.url}/t/${encodeURIComponent(last.thread.id)}`)
    const to = Math.min(from + size, texts.length)
    for (let n = from + 1; n < to; n++) last = await start(n, last.id) // a thread shows one branch
    await expect(page.getByRole('article', { name: /^Generation/ })).toHaveCount(to - from, { timeout: 30_000 })
    while ((await page.getByText('The end of it.').count()) < to - from) {
      await expectHarmless(page)
      await delay(100)
    }
    await expectHarmless(page)
    await page.reload()
    await expect(page.getByText('The end of it.')).toHaveCount(to - from)
    await expectHarmless(page)
  }
  await page.goto(sluice.url) // the lists of all
  await expect(page.getByRole('link', { name: /Hostile 17/ }).first()).toBeVisible()
  await expectHarmless(page)

  expect(dialogs).toEqual([])
  expect(trap.caught).toEqual([])
  trap.close()
})
