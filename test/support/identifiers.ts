/* Generators of structured identifiers: values as they come in tickets, drawn from a seed. Tokens are made of pieces. */

import { createRequire } from "node:module";
import { isValidPhoneNumber } from "libphonenumber-js/max";
import { iban } from "../../src/detect/checks/iban.js";
import { luhnDigit } from "../../src/detect/checks/luhn.js";
import { drawFrom, pick } from "./phone-sampler.js";

export type Random = () => number;

export interface Identifier {
  readonly entity: string;
  /** What stands in the text, and the part of it that must not be left. */
  draw(random: Random): { readonly text: string; readonly secret: string };
}

const below = (random: Random, bound: number): number => Math.floor(random() * bound);
const small = "abcdefghijklmnopqrstuvwxyz";
const alnum = `${small}${small.toUpperCase()}0123456789`;

function run(random: Random, alphabet: string, length: number): string {
  let text = "";
  while (text.length < length) text += alphabet[below(random, alphabet.length)] ?? "";
  return text;
}

const whole = (text: string) => ({ text, secret: text });

const suffixes = ["com", "org", "net", "de", "co.uk", "fr", "io", "com.br", "info", "museum", "jp"];

function domain(random: Random): string {
  const label = run(random, small, 2 + below(random, 9));
  const tail = pick(random, ["", "", `-${run(random, small, 3)}`, String(below(random, 99))]);
  const sub = pick(random, ["", "", "mail.", "eu-west."]);
  return `${sub}${label}${tail}.${pick(random, suffixes)}`;
}

function email(random: Random): string {
  const first = run(random, small, 1) + run(random, `${small}0123456789`, 1 + below(random, 10));
  const second = pick(random, ["", "", ".", "_", "-", "+"]);
  const local = second === "" ? first : `${first}${second}${run(random, small, 1 + below(random, 8))}`;
  return `${pick(random, [local, local, local.toUpperCase()])}@${domain(random)}`;
}

/**
 * No loopback, netmask or broadcast: those are no findings. With fewer than two numbers of three digits they may be a
 * version to a reader too, unless a word says that they are an address.
 */
function ipv4(random: Random): { readonly text: string; readonly secret: string } {
  const first = 1 + below(random, 222);
  const parts = [first === 127 ? 126 : first, below(random, 256), below(random, 256), 1 + below(random, 253)];
  const secret = parts.join(".");
  const isPlain = parts.filter((part) => part >= 100).length >= 2;
  return { text: isPlain ? secret : `IP ${secret}`, secret };
}

const hex = "0123456789abcdef";
const group = (random: Random): string =>
  run(random, "123456789abcdef", 1) + run(random, hex, below(random, 4));

function ipv6(random: Random): string {
  const groups = Array.from({ length: 8 }, () => group(random));
  const spelled = pick(random, [
    ["2a01", ...groups.slice(1)].join(":"),
    `2001:db8::${groups.slice(0, 1 + below(random, 4)).join(":")}`,
    `2a02:${groups.slice(0, 3).join(":")}::${groups[4] ?? "1"}`,
    `fd00:${groups[0] ?? "1"}::${groups[1] ?? "1"}`,
  ]);
  return random() < 0.2 ? spelled.toUpperCase() : spelled;
}

function mac(random: Random): string {
  const digits = `02${run(random, hex, 9)}e`;
  const notation = pick(random, [":", "-", "."]);
  const text =
    notation === "." ? digits.replace(/.{4}(?=.)/g, "$&.") : digits.replace(/..(?=.)/g, `$&${notation}`);
  return random() < 0.4 ? text.toUpperCase() : text;
}

const cards: readonly (readonly [string, number])[] = [
  ["4", 16],
  ["51", 16],
  ["55", 16],
  ["2221", 16],
  ["2720", 16],
  ["34", 15],
  ["37", 15],
  ["6011", 16],
  ["3528", 16],
  ["36", 14],
];

function card(random: Random): string {
  const [prefix, length] = pick(random, cards);
  const payload = prefix + run(random, "0123456789", length - 1 - prefix.length);
  const digits = payload + luhnDigit(payload);
  const separator = pick(random, ["", " ", "-"]);
  if (length === 15) return digits.replace(/^(.{4})(.{6})/, `$1${separator}$2${separator}`);
  if (length === 14) return digits.replace(/^(.{4})(.{6})/, `$1${separator}$2${separator}`);
  return digits.replace(/.{4}(?=.)/g, `$&${separator}`);
}

function account(random: Random): string {
  const compact = iban.sample?.(below(random, 2 ** 31)) ?? "";
  const spelled = random() < 0.5 ? compact : compact.replace(/.{4}(?=.)/g, "$& ");
  return random() < 0.15 ? spelled.toLowerCase() : spelled;
}

interface Metadata {
  readonly countries: Record<string, readonly unknown[]>;
}

const metadata = createRequire(import.meta.url)("libphonenumber-js/metadata.max.json") as Metadata;
const plans = Object.values(metadata.countries);

/** With the sign. Some plans have numbers of six digits, which nobody takes for one; E.164 ends at 15. */
const lengths = { least: 10, most: 16 } as const;

/** Valid numbers of any country, `+` first. */
function phone(random: Random): string {
  for (;;) {
    const plan = pick(random, plans);
    const types = (plan[11] as readonly (0 | readonly [string])[] | 0 | undefined) || [];
    const patterns = types.flatMap((type) => (type && type[0] ? [type[0]] : []));
    const national = drawFrom(patterns.length === 0 ? (plan[2] as string) : pick(random, patterns), random);
    const number = `+${String(plan[0])}${national}`;
    const isUsual = number.length >= lengths.least && number.length <= lengths.most;
    if (isUsual && isValidPhoneNumber(number)) return number;
  }
}

const base64url = (text: string): string => Buffer.from(text).toString("base64url");

function token(random: Random): string {
  const head = JSON.stringify({ alg: pick(random, ["HS256", "RS256", "ES256"]), typ: "JWT" });
  const body = JSON.stringify({ sub: run(random, alnum, 8), exp: 1_700_000_000 + below(random, 1e7) });
  return [base64url(head), base64url(body), run(random, `${alnum}-_`, 43)].join(".");
}

/** Letters and signs that a userinfo holds as they are (RFC 3986). */
function userinfo(random: Random): { readonly text: string; readonly secret: string } {
  const secret = run(random, `${alnum}${alnum}-._~!$*+`, 8 + below(random, 12)).replace(/^\W|\W$/g, "x");
  const scheme = pick(random, ["https", "postgres", "redis", "amqp", "ftp", "mongodb+srv"]);
  const user = run(random, small, 3 + below(random, 6));
  return { text: `${scheme}://${user}:${secret}@${domain(random)}/${run(random, small, 4)}`, secret };
}

export const identifiers: Readonly<Record<string, Identifier>> = {
  "e-mail": { entity: "EMAIL_ADDRESS", draw: (random) => whole(email(random)) },
  IPv4: { entity: "IP_ADDRESS", draw: ipv4 },
  IPv6: { entity: "IP_ADDRESS", draw: (random) => whole(ipv6(random)) },
  MAC: { entity: "MAC_ADDRESS", draw: (random) => whole(mac(random)) },
  card: { entity: "CREDIT_CARD", draw: (random) => whole(card(random)) },
  IBAN: { entity: "IBAN_CODE", draw: (random) => whole(account(random)) },
  "E.164": { entity: "PHONE_NUMBER", draw: (random) => whole(phone(random)) },
  JWT: { entity: "CREDENTIAL", draw: (random) => whole(token(random)) },
  "URL userinfo": { entity: "CREDENTIAL", draw: userinfo },
};
