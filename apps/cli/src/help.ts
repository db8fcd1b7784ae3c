/** What `sluice --help` says. */
export const help = `sluice: ask models through a Sluice server, and lose nothing when the line drops.

  sluice run "Why is the sky blue?"       ask, and stream the answer to stdout
  cat notes.txt | sluice run              the prompt comes from the pipe (also: sluice run -)
  sluice ls --status running,queued       your generations, newest first
  sluice watch <id>                       follow one, from its beginning to its end
  sluice watch --share <link>             follow the last of a shared thread
  sluice cancel <id>                      stop one; what it has written is kept
  sluice check                            whether streams come through to here, or a proxy holds them back

run
  --model <provider:model>    default: SLUICE_MODEL, else the first model that the server offers
  --thread <id>               go on with this thread
  --instructions <text>       how to answer
  --label <label>             a mark to find it by; may be given several times
  --schema <file>             a JSON Schema that the answer must be JSON of
ls
  --status <status,...>       queued, running, cancelling, succeeded, failed, cancelled, interrupted
  --label <label>             only those with this mark
  --first <n>                 how many, 1 to 100 (default 20)
watch
  --share <link>              a link to a shared thread, or its secret: with a link its server is asked
everywhere
  --url <url>                 the server; default: that of the link, SLUICE_URL, http://127.0.0.1:4000
  --token <token>             a service token; default: SLUICE_TOKEN (better: others can see arguments),
                              which goes to no server of a link but that of SLUICE_URL
  --json                      one JSON object a line on stdout: events as they come, and a Result at the end
  --verbose, -v               status on stderr even when that is no terminal
  --help, -h   --version

Generations run on the server. If this program or the line dies they go on: "sluice watch <id>" has all of it.
Ctrl-C cancels the generation of "run"; once more leaves without waiting. In "watch" it only leaves.

Exit codes
  0  it succeeded             3  it was cancelled
  1  it failed, or refused    4  it was interrupted: the server lost it too often
  2  wrong usage              5  the server cannot be reached, or does not know the token
  130 left by Ctrl-C, 143 by SIGTERM, 141 nobody reads stdout any more: the generation goes on
`
