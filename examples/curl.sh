#!/bin/sh
# Starts a generation and follows it to its end, with curl alone: all that the protocol is (docs/protocol.md).
#
#   SLUICE_TOKEN=<token> [SLUICE_URL=http://127.0.0.1:4000] examples/curl.sh "Bread is baked. What is baked?"
#
# Prints the events as they come. Exit code: 0 when it succeeded.
set -eu

prompt=$(printf %s "${1:-Bread is baked. What is baked?}" | sed 's/[\\"]/\\&/g') # a line of text, as JSON has it
model=${SLUICE_MODEL:-builtin:extract}
key=example-$(date +%s)-$$ # our own name for this start: sent twice, it starts once

ask() { # ask <accept> <body> [more options of curl]
  accept=$1 body=$(printf %s "$2" | tr '\n' ' ') # a string in JSON has no line breaks
  shift 2
  curl -sS "$@" "${SLUICE_URL:-http://127.0.0.1:4000}/graphql" -d "$body" -H "accept: $accept" \
    -H "authorization: Bearer $SLUICE_TOKEN" -H 'content-type: application/json'
}

# No answer, or 5xx? The same again, under the same key.
started=$(ask application/json '{"query":"mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
  __typename ... on StartGenerationSuccess { generation { id } } ... on Error { code message } } }",
  "variables":{"input":{"prompt":"'"$prompt"'","model":"'"$model"'","idempotencyKey":"'"$key"'"}}}' --retry 5 --retry-all-errors)
id=$(printf %s "$started" | sed -n 's/.*"id":"\([^"]*\)".*/\1/p')
[ -n "$id" ] || { echo "Not started: $started" >&2; exit 1; }

events=$(mktemp)
trap 'rm -f "$events"' EXIT
while :; do
  # After the last cursor that is whole; without any, the stream begins with a snapshot.
  cursor=$(grep '^data: .*}$' "$events" | sed -n 's/.*"cursor":"\([^"]*\)".*/\1/p' | tail -n 1)
  [ -z "$cursor" ] && after=null || after=\"$cursor\"
  ask text/event-stream '{"query":"subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) {
    __typename cursor seq ... on GenerationSnapshot { text } ... on TextDelta { text } ... on GenerationFailed { code message } } }",
    "variables":{"id":"'"$id"'","after":'"$after"'}}' -N | tee -a "$events" | grep --line-buffered '^data: .*}$' || true

  # A stream that closes without one of the four last events has dropped, and is taken up again.
  grep -q '"__typename":"GenerationSucceeded"' "$events" && exit 0
  grep -qE '"__typename":"Generation(Failed|Cancelled|Interrupted)"' "$events" && exit 1
  grep -qE '"code":"(NOT_FOUND|UNAUTHENTICATED|BAD_CURSOR|OVERLOADED)"' "$events" && exit 1
  echo >>"$events" # what was cut off in the middle is no event
  sleep 1
done
