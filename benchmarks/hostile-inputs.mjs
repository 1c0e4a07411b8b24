/* Texts that bring slow detectors down, by name; each is repeated or generated up to a length. */

import { luhnHolds } from "../dist/detect/checks/luhn.js";
import { samplePhone } from "../dist/detect/phone/sample.js";

const repeat = (unit) => (length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Distinct pieces, one after the other. */
const distinct = (piece) => (length) => {
  const parts = [];
  for (let at = 0, size = 0; size < length; at++) {
    const part = piece(at);
    parts.push(part);
    size += part.length;
  }
  return parts.join("").slice(0, length);
};

/** Repeats that took the peers seconds, and those that made V8's expressions quadratic. */
const units = [
  ...["a", "1", ".", "-", "@", ":", " ", "\n", "=", "/", '"', "<", "&", "%", "[", "(", "0", "é", "漢"],
  ...["a@", "a.", "a@a.", "a@1.1.", "1-", "1.", "1-1-", "1.1.1.", "1.1.1.1 ", "1 ", "+(", "+1 ", "(0)", "a:"],
  ...["::", "ab:cd:", "00-", "12-34-", "0000.5e00.", "0x1.", "DE12 ", "4111 ", "4111-1111-", "20260101"],
  ...[
    "eyJ",
    "eyJa-",
    "eyJa.",
    "-----BEGIN ",
    "-----BEGIN RSA PRIVATE KEY-----\n",
    "ghp_",
    "AKIA",
    "sk_live_",
  ],
  ...["password ", "password: ", "password is ", "api-key: ", "key=", "pw:", "kind: secret ", "user / "],
  ...["root:", "login: a/b ", "curl -H ", "Authorization: Bearer ", "https://a:b@", "Cc: a@b.example,\n"],
  ...["a [at] ", "a at b dot ", "%41", "%2540", "&#64;", "&amp;", "=40", "\\u0040", "<a b='", "<b>", "<!--"],
  ...["\u200b", "а", "Ａ", "\u0301", "😀", "тел 1", "密码", "tel 1 ", "aaa ".repeat(3)],
];

/** Last digit so that the whole passes Luhn. */
function complete(digits) {
  for (let last = 0; last < 10; last++) if (luhnHolds(digits + String(last))) return digits + String(last);
  return digits;
}

const cardOf = (at) => `${complete(`4539${String(10_000_000_000 + at * 97)}`)} `;

/** Valid German accounts; check digits by ISO 7064. */
function ibanOf(at) {
  const account = `50010517${String(1_000_000_000 + at * 31)}`;
  const rest = BigInt(`${account}131400`) % 97n;
  const check = String(98n - rest).padStart(2, "0");
  return `DE${check} ${account.replace(/(.{4})/g, "$1 ").trim()}, `;
}

/** Pairs of a name and a function that makes the text of a length. */
export const hostileInputs = [
  ...units.map((unit) => [`repeats of ${JSON.stringify(unit)}`, repeat(unit)]),
  ["all keywords in one line", repeat("password token secret api key login user root host ssh ftp pin otp ")],
  ["distinct phones", distinct((at) => `${samplePhone(at)}, `)],
  ["distinct cards", distinct(cardOf)],
  ["distinct IBANs", distinct(ibanOf)],
  ["distinct e-mails", distinct((at) => `a${String(at)}@b${String(at)}.example `)],
  ["distinct VAT numbers", distinct((at) => `VAT No. ${String(10_000_000 + ((at * 7919) % 90_000_000))} `)],
  ["one VAT number, again and again", repeat("VAT No. 12345678 ")],
  ["sums behind VAT", repeat("VAT 1.234.567,89 ")],
  ["distinct passwords", distinct((at) => `password: x${String(at)}!Qz\n`)],
];
