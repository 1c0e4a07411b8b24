/* What `--help` teaches beyond the list of options: examples first, then exit codes. */

const page = (examples: readonly string[], notes: readonly string[]): string =>
  ["", "Examples:", ...examples.map((line) => `  ${line}`), "", ...notes].join("\n");

export const help = {
  program: page(
    [
      "deskveil serve --to https://example.zendesk.com",
      "deskveil init zendesk && deskveil serve --config deskveil.yaml",
      "deskveil redact ticket.json > redacted.json",
      "deskveil scan exports/*.txt",
      "deskveil check deskveil.yaml",
    ],
    [
      "deskveil <command> --help explains one command. Exit codes: 0 done, 1 found, 2 usage, 3 unreadable input.",
    ],
  ),
  serve: page(
    [
      "deskveil serve --to https://example.zendesk.com",
      "deskveil serve --to https://example.zendesk.com --from 0.0.0.0:8787 --config deskveil.yaml",
      "DESKVEIL_KEY_FILE=/run/secrets/deskveil deskveil serve --to https://example.zendesk.com",
      "deskveil serve --config deskveil.yaml",
    ],
    [
      "Environment:",
      "  DESKVEIL_KEY, DESKVEIL_KEY_FILE  key for tags that stay the same across tickets (hex or base64, 32 random",
      "                                   bytes); without one, labels are numbered within one request",
      "  ADMIN_PORT                       port of /healthz, /readyz and /metrics on 127.0.0.1 (default 8788; 0: any)",
      "",
      "Without --to only the webhooks of the configuration are answered (docs/webhooks.md); they need the key.",
      "SIGTERM and SIGINT drain what is in flight and end with 0. The log is JSON lines on standard output.",
    ],
  ),
  demo: page(
    ["deskveil demo", "PORT=0 ADMIN_PORT=0 deskveil demo"],
    [
      "PORT and ADMIN_PORT override 8787 and 8788; 0 takes any free port. Tickets are kept in memory only; the key of",
      "the tags is kept in .deskveil/demo.key.",
    ],
  ),
  redact: page(
    [
      "deskveil redact ticket.json > redacted.json",
      'echo "call +44 7700 900123" | deskveil redact',
      "deskveil redact --report forwarded.eml > redacted.eml",
      "deskveil redact --type application/json < ticket > redacted",
      "deskveil redact --desk zendesk --path /api/v2/tickets --report ticket.json > redacted.json",
      "deskveil redact --jsonl < texts.jsonl > redacted.jsonl",
      "deskveil redact --ner models/ner ticket.txt",
    ],
    [
      "With --desk but no --path the payload is one of that desk's webhooks.",
      "Exit codes: 0 done, 2 usage or configuration, 3 input unreadable or rejected by the policy (nothing is written).",
    ],
  ),
  scan: page(
    [
      "deskveil scan ticket.txt mail.html",
      "deskveil scan --format sarif exports/*.txt > findings.sarif",
      `echo '{"id":1,"text":"mail jane@example.com"}' | deskveil scan --jsonl`,
    ],
    [
      "A line of text output is FILE:LINE:COLUMN ENTITY (KIND) CONFIDENCE DETECTOR. Values are never printed. Listed are",
      "findings of confidence 0.5 and above, whatever the policy does with them.",
      "Exit codes: 0 clean, 1 something found, 2 usage or configuration, 3 input unreadable or only partly scanned.",
    ],
  ),
  explain: page(
    [
      'deskveil explain "call +44 7700 900123, password: Elm$tree8"',
      "deskveil explain --config deskveil.yaml --role requester jane@example.com",
      "pbpaste | deskveil explain --format html",
    ],
    [
      "Each finding is told with its detector and confidence, its evidence, the reading it was seen through, the rule that",
      "decided and the rules before it that did not hold; then what was nearly found, and what stood against it.",
      "This prints values, for the person who typed them; --json prints spans alone. A text given as an argument stays in",
      "the history of the shell: real values go through standard input.",
      "Exit codes: 0 explained, 2 usage or configuration, 3 the text cannot be read or would be refused.",
    ],
  ),
  check: page(
    [
      "deskveil check",
      "deskveil check deskveil.yaml patterns/",
      "deskveil check --cost patterns/our-token.yaml",
    ],
    [
      "--cost times each pattern on built-in texts: tickets, and a text made of its own literals. lane re2, and literals",
      "none, say why one is dear: bound its repeats, and begin it with a literal of four characters or more.",
      "Exit codes: 0 all fine, 1 a check failed, 2 usage.",
    ],
  ),
  import: page(
    [
      "deskveil import gitleaks gitleaks.toml",
      "deskveil import gitleaks --to patterns/gitleaks --confidence 0.6 gitleaks.toml",
      "deskveil import presidio --entity NATIONAL_ID recognizers.yaml",
    ],
    [
      "One pattern file is written for each rule, with an example that proves it. What RE2 cannot say (look-around,",
      "references to groups) or what only makes sense for source code (paths, entropy, allowlists) is listed with its",
      "reason. Nothing is fetched: the file is yours.",
      "Exit codes: 0 all taken over, 1 some not, 2 usage, 3 the file is not of that tool.",
    ],
  ),
  eval: page(
    [
      "deskveil eval cases.jsonl",
      "deskveil eval --config deskveil.yaml --misses 50 cases.jsonl",
      "deskveil eval --digits --json cases.jsonl",
    ],
    [
      `A case is a line {"id","text","format"?,"lang"?,"entities":[{"type","start","end"}]}, or "secrets" instead of`,
      `"entities" where credentials alone are labelled. Offsets are UTF-16 units. Texts are never printed.`,
      "",
      "  P, R, F1   found: one finding of the entity covers half the label; false: a finding that touches no label of it",
      "  exact      labels whose very span is a finding        hit      labels that a finding of the entity touches",
      "  covered    labels without an uncovered character      leaked   characters of labels that no finding covers",
      "",
      "Tables are by entity, language and format, the worst first; then the worst misses with case and span.",
      "Exit codes: 0 measured, 2 usage or configuration, 3 input unreadable.",
    ],
  ),
  init: page(
    [
      "deskveil init zendesk",
      "deskveil init zendesk --dir /etc/deskveil --to https://receiver.example.net/zendesk",
    ],
    [
      "Writes deskveil.yaml with a webhook and its destination, deskveil.key (mode 0600), receiver.secret, and the two halves",
      "of the quarantine's key: quarantine.pub stays, quarantine.key belongs to whoever may read what was put aside, on",
      "another machine. Nothing is overwritten.",
      "Exit codes: 0 written, 2 usage, or a file is there already.",
    ],
  ),
  doctor: page(
    ["deskveil doctor --config deskveil.yaml", "deskveil doctor --json"],
    [
      "Looks at the key, the secrets, the store, the quarantine, whether each destination answers, and whether this clock",
      "agrees with theirs. Destinations are asked by HEAD, over the same guarded connection that deliveries take.",
      "Exit codes: 0 all fine (warnings included), 1 something would fail, 2 usage or configuration.",
    ],
  ),
  trigger: page(
    [
      "deskveil trigger zendesk",
      "deskveil trigger zendesk ticket.comment_added",
      "deskveil trigger zendesk trigger --url http://127.0.0.1:8787 --webhook support",
    ],
    [
      "Sends a sample with invented people, signed with the first secret of the webhook, as that desk would; prints status,",
      "outcome, time and verdict. Without an event the samples of the desk are listed.",
      "Exit codes: 0 accepted, 1 refused, 2 usage or configuration.",
    ],
  ),
  queue: page(
    [
      "deskveil queue ls --state dead --since 7d",
      "deskveil queue show EVENT-ID",
      "deskveil queue show EVENT-ID --body",
      "deskveil queue replay --destination tickets --code destination_timeout",
      "deskveil queue drop EVENT-ID",
      "deskveil queue pause tickets; deskveil queue resume tickets",
    ],
    [
      "An event is queued, leased (under way), dead, or done (its id alone is kept). Payloads are redacted and encrypted; show",
      "--body opens one with DESKVEIL_KEY. Replayed events keep their id. A SQLite file belongs to one process: while serve",
      "runs, these commands ask it on ADMIN_PORT (default 8788), with a token made from DESKVEIL_KEY.",
      "Exit codes: 0 done, 1 no such event, 2 usage or configuration, 3 it cannot be opened.",
    ],
  ),
  quarantine: page(
    [
      "deskveil quarantine ls",
      "deskveil quarantine open q_0123 --key /secure/quarantine.key > original.json",
      "deskveil quarantine drop q_0123",
    ],
    [
      "What the policy rejects or what cannot be read is acknowledged, sealed to the public key and kept for its time. open",
      "prints the ORIGINAL, with every value: run it where the private half is, and nowhere else.",
      "Exit codes: 0 done, 1 no such entry, 2 usage or configuration, 3 it cannot be opened with this key.",
    ],
  ),
} as const;
