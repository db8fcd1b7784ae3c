#!/usr/bin/env python3
"""Starts a generation and streams its text to stdout, with Python's standard library alone.

    SLUICE_TOKEN=<token> [SLUICE_URL=http://127.0.0.1:4000] python3 examples/python.py "Bread is baked. What is baked?"

Lines may drop, the server may be restarted: it goes on from its cursor (docs/protocol.md, "Watching").
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

ENDPOINT = os.environ.get("SLUICE_URL", "http://127.0.0.1:4000") + "/graphql"
TERMINAL = {"GenerationSucceeded", "GenerationFailed", "GenerationCancelled", "GenerationInterrupted"}
UNLOGGED = {"GenerationSnapshot", "KeepAlive", "Reconnect", "QueueMoved"}  # their seq is that of the event before
DROPPED = (urllib.error.URLError, http.client.HTTPException, OSError, ValueError)

START = """mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
  __typename ... on StartGenerationSuccess { generation { id } } ... on Error { code message } } }"""
WATCH = """subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) {
  __typename cursor seq ... on GenerationSnapshot { text } ... on TextDelta { text } ... on Reconnect { afterMs }
  ... on GenerationFailed { code message } } }"""


def post(query, variables, accept):
    """One request. The server says something every 15 s, so 40 s of nothing is a dead line."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {
        "authorization": "Bearer " + os.environ["SLUICE_TOKEN"],
        "content-type": "application/json",
        "accept": accept,
    }
    return urllib.request.urlopen(urllib.request.Request(ENDPOINT, body, headers), timeout=40)


def start(prompt, model):
    """Puts a generation in line. Whether a request arrived is not always known; the same key never starts twice."""
    key = str(uuid.uuid4())
    for attempt in range(6):
        try:
            with post(START, {"input": {"prompt": prompt, "model": model, "idempotencyKey": key}}, "application/json") as answer:
                result = json.load(answer)["data"]["startGeneration"]
        except DROPPED as error:
            if isinstance(error, urllib.error.HTTPError) and error.code < 500:
                sys.exit(f"{error.code}: {error.read().decode()}")
            time.sleep(0.25 * 2**attempt)
            continue
        if "generation" not in result:
            sys.exit(f"{result['code']}: {result['message']}")
        return result["generation"]["id"]
    sys.exit("The server cannot be reached.")


def connection(generation, after):
    """The events of one connection, as long as it lasts."""
    with post(WATCH, {"id": generation, "after": after}, "text/event-stream") as stream:
        for line in stream:
            if not line.startswith(b"data: {"):
                continue
            result = json.loads(line[len(b"data: ") :])
            if result.get("errors"):
                code = result["errors"][0].get("extensions", {}).get("code")
                if code in ("NOT_FOUND", "UNAUTHENTICATED", "BAD_CURSOR", "OVERLOADED"):
                    sys.exit(code)
                return
            yield result["data"]["generationEvents"]


def watch(generation):
    """Each event once and in order, through any number of drops, up to the last one."""
    cursor, seq, failures = None, 0, 0
    while True:
        pause = min(8, 0.25 * 2**failures)
        failures += 1
        try:
            for event in connection(generation, cursor):
                kind = event["__typename"]
                if kind == "Reconnect":
                    pause = event["afterMs"] / 1000
                elif kind not in UNLOGGED and kind not in TERMINAL:
                    if event["seq"] <= seq:
                        continue  # shown before
                    if cursor is not None and event["seq"] > seq + 1:
                        break  # a gap: come back with the cursor
                if kind == "GenerationSnapshot" or kind not in UNLOGGED:
                    cursor, seq, failures = event["cursor"], event["seq"], 0
                yield event
                if kind in TERMINAL:
                    return
        except DROPPED:
            pass  # any close without a last event is a drop
        time.sleep(pause)


def main():
    prompt = sys.argv[1] if len(sys.argv) > 1 else "Bread is baked. What is baked?"
    generation = start(prompt, os.environ.get("SLUICE_MODEL", "builtin:extract"))
    text = ""
    for event in watch(generation):
        kind = event["__typename"]
        if kind == "GenerationSnapshot":
            sys.stdout.write(event["text"][len(text) :])  # what came while we were away
            text = event["text"]
        elif kind == "TextDelta":
            sys.stdout.write(event["text"])
            text += event["text"]
        elif kind == "Restarted":
            print("\n[its worker was lost; the text begins anew]")
            text = ""
        sys.stdout.flush()
        if kind in TERMINAL:
            sys.exit(0 if kind == "GenerationSucceeded" else f"{kind}: {event.get('message', '')}")


main()
