/* Finds password hashes of dumps that no `$id$` marks: MySQL's `*40HEX`, the NT hash of `user:rid:lm:nt:::`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";

function shape(name: string): CandidateShape {
  const evidence = [{ by: "structure", name }] as const;
  return { detector: "dumped-hash", entity: "CREDENTIAL", kind: "password-hash", confidence: 0.9, evidence };
}

const mysql = shape("mysql native hash");
const windows = shape("nt hash");
const postgres = shape("postgres md5 hash");
const scheme = shape("hash scheme");
const scram = shape("scram secret");
const labelledHash = shape("password hash column");

const hexOf = (length: number): RegExp => new RegExp(`^[\\da-f]{${String(length)}}(?![\\da-z])`, "i");
const hex32 = hexOf(32);
const hex40 = hexOf(40);
const mysqlDigits = 40;

function isUpperHex(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46);
}

/** Stars are rare in most texts; nearly all are refused by the unit behind them. */
function scanStars({ text }: Scan, sink: Sink): void {
  for (let at = text.indexOf("*"); at >= 0; at = text.indexOf("*", at + 1)) {
    if (!isUpperHex(text.charCodeAt(at + 1))) continue;
    let end = at + 1;
    while (end <= at + mysqlDigits + 1 && isUpperHex(text.charCodeAt(end))) end++;
    if (end === at + mysqlDigits + 1 && !/[\w*]/.test(text.charAt(end))) sink.add(mysql, at, end);
  }
}

/** `name:1001:LM:NT:::` ends in three colons; the hashes stand right before them. */
function onColons({ text }: Scan, sink: Sink, end: number): void {
  const from = end - 66;
  if (from < 0) return;
  if (/^:[\da-f]{32}:[\da-f]{32}$/i.test(text.slice(from, end))) sink.add(windows, end - 32, end);
}

/** The hash of an empty LM password, before the NT hash, in any other form. */
function onEmptyLm({ text }: Scan, sink: Sink, end: number): void {
  const mark = text.charAt(end);
  if (mark !== ":" || text.charAt(end + 33) === ":") return;
  if (hex32.test(text.slice(end + 1, end + 34))) sink.add(windows, end + 1, end + 33);
}

function onScram({ text }: Scan, sink: Sink, { start, end }: LiteralHit): void {
  const found = /^\d{3,6}:[A-Z\d+/=]{12,48}\$[A-Z\d+/=]{28,90}:[A-Z\d+/=]{28,90}/i.exec(
    text.slice(end, end + 260),
  );
  if (found !== null) sink.add(scram, start, end + found[0].length);
}

/** `md5` and 32 digits behind a user name, as PostgreSQL and PgBouncer keep them. */
function onPostgres({ text }: Scan, sink: Sink, { start, end }: LiteralHit): void {
  const open = text.charAt(start);
  if (!/["'| ]/.test(open) || !hex32.test(text.slice(end, end + 33))) return;
  if (text.charAt(end + 32) === open || open === " " || open === "|") sink.add(postgres, start + 1, end + 32);
}

/** `password_hash = HEX`: what a column of that name holds. */
function onColumn({ text }: Scan, sink: Sink, end: number): void {
  const gap = /^["'`]?\s{0,3}(?:=>|[:=|])\s{0,3}["']?/.exec(text.slice(end, end + 12));
  if (gap === null) return;
  const start = end + gap[0].length;
  const token = text.slice(start, start + 65);
  for (const [form, length] of [
    [hex32, 32],
    [hex40, 40],
    [hexOf64, 64],
  ] as const) {
    if (form.test(token)) sink.add(labelledHash, start, start + length);
  }
}

const hexOf64 = hexOf(64);

/** Forms that name their own scheme; what follows is read to its end. */
const schemes = [
  "pbkdf2_sha",
  "pbkdf2:sha",
  "scrypt:32768",
  "$pbkdf2",
  "{SSHA",
  "{SHA}",
  "{PBKDF2",
  "{BLF-CRYPT}",
  "{SHA512-CRYPT}",
  "$DCC2$",
  "$krb5",
  "$S$",
  "$wp$",
  "$scrypt$",
  "$shiro1$",
  "grub.pbkdf2.",
  "bcrypt_sha256$",
];
const schemed = /^[\w.$/+=,:*#{}-]{28,400}/;

function onScheme({ text }: Scan, sink: Sink, start: number): void {
  const found = schemed.exec(text.slice(start, start + 400))?.[0].replace(/[.,:]{1,3}$/, "") ?? "";
  if (/[\da-z+/.]{16}/i.test(found) && /\d/.test(found)) sink.add(scheme, start, start + found.length);
}

const literals = [
  { text: ":::", exact: true },
  { text: "aad3b435b51404eeaad3b435b51404ee" },
  { text: "SCRAM-SHA-256$", exact: true },
  { text: '"md5', exact: true },
  { text: "'md5", exact: true },
  { text: "|md5", exact: true },

  { text: "password_hash" },
  { text: "passwd_hash" },
  { text: "pass_hash" },
  { text: "password_digest" },
  { text: "nt_hash" },
  { text: "ntlm hash" },
  { text: "user_pass" },
  ...schemes.map((text) => ({ text, exact: true })),
];
const firstColumn = 5;
const firstScheme = literals.length - schemes.length;

function onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
  if (hit.literal === 0) onColons(scan, sink, hit.start);
  else if (hit.literal === 1) onEmptyLm(scan, sink, hit.end);
  else if (hit.literal === 2) onScram(scan, sink, hit);
  else if (hit.literal < firstColumn) onPostgres(scan, sink, hit);
  else if (hit.literal >= firstScheme) onScheme(scan, sink, hit.start);
  else onColumn(scan, sink, hit.end);
}

export const dumpedHash: NativeDetector = {
  id: "dumped-hash",
  entities: ["CREDENTIAL"],
  literals,
  scan: scanStars,
  onLiteral,
};
