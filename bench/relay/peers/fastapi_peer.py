# FastAPI with server-sent events. PEER_CLIENT=httpx parses the provider's lines by hand, openai takes the SDK.
import asyncio
import json
import os

import httpx
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

PROVIDER_URL = f"http://127.0.0.1:{os.environ['PROVIDER_PORT']}/v1"
CLIENT = os.environ.get("PEER_CLIENT", "httpx")

app = FastAPI()
# By default httpx keeps 20 connections, which would cost the peer more than it has to.
client = httpx.AsyncClient(
    timeout=None, limits=httpx.Limits(max_connections=None, max_keepalive_connections=None), trust_env=False
)
if CLIENT == "openai":
    from openai import AsyncOpenAI

    openai = AsyncOpenAI(base_url=PROVIDER_URL, api_key="none", http_client=client)


def asking(prompt):
    return {
        "model": "bench-model",
        "messages": [{"role": "user", "content": prompt}],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


async def by_sdk(prompt):
    stream = await openai.chat.completions.create(**asking(prompt))
    async with stream:  # closed when the watcher leaves
        async for chunk in stream:
            if chunk.choices and chunk.choices[0].delta.content:
                yield chunk.choices[0].delta.content


async def by_hand(prompt):
    async with client.stream("POST", f"{PROVIDER_URL}/chat/completions", json=asking(prompt)) as answer:
        async for line in answer.aiter_lines():
            if not line.startswith("data: ") or line == "data: [DONE]":
                continue
            choices = json.loads(line[6:])["choices"]
            if choices and choices[0]["delta"].get("content"):
                yield choices[0]["delta"]["content"]


tokens = by_sdk if CLIENT == "openai" else by_hand
hubs = {}


async def relay(id, prompt, queues):
    async for token in tokens(prompt):
        for queue in queues:
            queue.put_nowait(token)
    for queue in queues:
        queue.put_nowait(None)
    hubs.pop(id, None)


async def watch(id, prompt, shared):
    if not shared:  # straight through, as the documentation does it
        async for token in tokens(prompt):
            yield token
        return
    queue = asyncio.Queue()
    if id in hubs:
        hubs[id][0].append(queue)
    else:
        queues = [queue]
        hubs[id] = (queues, asyncio.create_task(relay(id, prompt, queues)))
    while (token := await queue.get()) is not None:
        yield token


async def events(watched):
    async for token in watched:
        yield f"data: {json.dumps({'type': 'token', 'text': token})}\n\n"
    yield 'data: {"type": "done"}\n\n'


@app.get("/stream")
async def stream(id: str, prompt: str, shared: int = 0):
    return StreamingResponse(events(watch(id, prompt, shared)), media_type="text/event-stream")
