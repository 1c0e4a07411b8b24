/* Finds secrets that stand at a fixed place of a command: `net use Z: \\host\share X`, `echo user:X | chpasswd`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { bareValue } from "./command-words.js";
import { isBackReference, isGenericWord } from "./stand-in-words.js";
import { isPlaceholder, shapeOf } from "./value-shape.js";

const shape: CandidateShape = {
  detector: "command-place",
  entity: "CREDENTIAL",
  kind: "password",
  confidence: 0.9,
  evidence: [{ by: "structure", name: "command place" }],
};

/** Units of a command that are looked at, before or behind its name. */
const reach = 240;

interface Place {
  /** Lower case. */
  readonly literal: string;
  /** Matched at the literal's start; the first group ends where the secret begins, the second is the secret. */
  readonly form: RegExp;
  /** The secret stands before the command: the form is matched against what ends with it. */
  readonly before?: boolean;
  /** Words stand there too: only what looks like a password is one. */
  readonly strong?: boolean;
}

const word = `("[^"\\n]{1,80}"|'[^'\\n]{1,80}'|[^\\s"'|<>;]{2,80})`;
const behind = (head: string): RegExp => new RegExp(`^(${head})${word}`, "i");
const echoed = (head: string, tail: string): RegExp =>
  new RegExp(
    `((?:echo|printf)\\s+(?:-\\w\\s+)?${head})([^\\s"'|:]{2,80})["']?\\s{0,4}\\|\\s{0,4}${tail}$`,
    "i",
  );

const places: readonly Place[] = [
  {
    literal: "net use",
    form: behind(String.raw`net use\s+(?:[a-z*]:?\s+)?\\\\\S{1,120}\s+(?:/user:\S{1,60}\s+)?(?![/*])`),
  },
  { literal: "rclone obscure", form: behind(String.raw`rclone obscure\s+(?!-)`) },
  {
    literal: "ssh-keygen",
    form: behind(String.raw`ssh-keygen\s(?:[^\n]{0,80}?\s)?-[NP]\s{0,2}(?=\S)(?!["']["'])`),
  },
  {
    literal: "mc alias set",
    form: behind(String.raw`mc alias set\s+\S{1,40}\s+\S{1,80}\s+\S{1,64}\s+`),
  },
  {
    literal: "impdp",
    form: /^(impdp\s+["']?[\w.$#-]{1,40}\/)([^\s@"'/]{2,60})(?=[@\s"'])/i,
  },
  {
    literal: "expdp",
    form: /^(expdp\s+["']?[\w.$#-]{1,40}\/)([^\s@"'/]{2,60})(?=[@\s"'])/i,
  },
  { literal: "net user", form: behind(String.raw`net user\s+[^\s/]{1,40}\s+(?![/*])`) },
  {
    literal: "wpa_passphrase",
    form: behind(String.raw`wpa_passphrase\s+(?:"[^"\n]{1,40}"|'[^'\n]{1,40}'|[^\s="']{1,40})\s+`),
  },
  {
    literal: "rabbitmqctl",
    form: behind(String.raw`rabbitmqctl\s+(?:-\S{1,40}\s+){0,4}(?:add_user|change_password)\s+\S{1,60}\s+`),
  },
  {
    literal: "htpasswd -",
    form: behind(
      String.raw`htpasswd\s+-(?=[a-z]{0,5}b)(?:[a-z]{0,5}n[a-z]{0,5}\s+\S{1,80}|[a-z]{1,6}\s+(?:-c\s\d{1,2}\s+)?\S{1,80}\s+\S{1,80})\s+`,
    ),
  },
  {
    literal: "sqlplus",
    form: /^(sqlplus\s+(?:-\w{1,10}\s+){0,3}["']?[\w.$#-]{1,40}\/)([^\s@"'/]{2,60})(?=[@\s"'])/i,
  },
  { literal: "user set password", form: behind(String.raw`user set password\s+\d{1,2}\s+`) },
  {
    literal: "convertto-securestring",
    form: /^(convertto-securestring\s+(?:-string\s+)?)("[^"\n]{1,80}"|'[^'\n]{1,80}')/i,
  },
  { literal: "add_user", form: behind(String.raw`add_user\s+[\w.@-]{1,60}\s+`), strong: true },
  { literal: "@tcp(", before: true, form: /((?:^|[\s"'=`(])[\w.$-]{1,40}:)([^\s"'`]{2,64})$/ },
  { literal: "@unix(", before: true, form: /((?:^|[\s"'=`(])[\w.$-]{1,40}:)([^\s"'`]{2,64})$/ },
  { literal: "@(", before: true, form: /((?:^|[\s"'=`(])[\w.$-]{1,40}:)([^\s"'`]{5,64})$/ },
  { literal: "sp_addlogin", form: /^(sp_addlogin\s{1,4}N?'[^'\n]{1,40}'\s{0,3},\s{0,3}N?)('[^'\n]{1,80}')/i },
  { literal: "v-change-user-password", form: behind(String.raw`v-change-user-password\s+\S{1,40}\s+`) },
  { literal: "v-add-user", form: behind(String.raw`v-add-user\s+\S{1,40}\s+`) },
  {
    // `ssh root@192.0.2.5 # X`: a note to oneself.
    literal: "ssh ",
    form: /^(ssh\s{1,4}(?:-\w{1,3}\s{1,4}[\w./~-]{1,60}\s{1,4}){0,4}[\w.-]{1,40}@[\w.:[\]-]{1,120}(?:\s{1,4}-\w{1,3}\s{1,4}[\w./~-]{1,60}){0,3}\s{1,8}#\s{0,4})([^\s"'`]{6,64})(?=[ \t\r`]{0,8}(?:\n|$))/i,
    strong: true,
  },
  { literal: "chpasswd", before: true, form: echoed(`["']?[\\w.@-]{1,40}:`, "(?:sudo\\s+)?") },
  { literal: "passwd --stdin", before: true, form: echoed(`["']?`, "(?:sudo\\s+)?") },
  { literal: "sudo -s", before: true, form: echoed(`["']?`, "") },
];

function textOf(text: string, { start, end }: LiteralHit, before: boolean): string {
  if (!before) return text.slice(start, end + reach);
  const line = text.slice(Math.max(0, start - reach), start);
  return line.slice(line.lastIndexOf("\n") + 1);
}

function mayBeSecret(secret: string, { strong = false }: Place): boolean {
  if (strong && shapeOf(secret) !== "strong") return false;
  return !(secret.length < 3 || isBackReference(secret) || isPlaceholder(secret) || isGenericWord(secret));
}

function onPlace(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const { text } = scan;
  const place = places[hit.literal];
  if (place === undefined || (place.before !== true && /\w/.test(text.charAt(hit.start - 1)))) return;
  scan.budget.spend(64);
  const source = textOf(text, hit, place.before === true);
  const found = place.form.exec(source);
  const [, head, token] = found ?? [];
  if (found === null || head === undefined || token === undefined) return;
  const base = place.before === true ? hit.start - source.length : hit.start;
  const start = base + found.index + head.length;
  const value = bareValue(text, start, start + token.length);
  const secret = text.slice(value.start, value.end);
  if (!mayBeSecret(secret, place)) return;
  sink.add(shape, value.start, value.end);
}

export const commandPlace: NativeDetector = {
  id: "command-place",
  entities: ["CREDENTIAL"],
  literals: places.map(({ literal }) => ({ text: literal })),
  onLiteral: onPlace,
};
