/* Finds secrets in fields whose own name says so: `{"password": "..."}`, `api_key=...`, `<input name="pwd">`. */

import { memoByKey } from "../../core/key-memo.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { publicWords, stateWords } from "./lexicon-words.js";
import { isOpaque, isUuid } from "./opaque.js";
import { isNoSecret } from "./value-gate.js";

/** `machine`: a name that says little, whose value must look made by a machine. */
type KeyKind = "password" | "api-key" | "token" | "secret" | "key" | "pin" | "machine";

const namesOf = (kind: KeyKind, names: string): readonly (readonly [string, KeyKind])[] =>
  names.split(" ").map((name) => [name, kind] as const);

/** Last one, two or three words of a key, joined. */
const keyNames: ReadonlyMap<string, KeyKind> = new Map([
  ...namesOf(
    "password",
    "password passwd passwrd pwd pass passphrase passcode passwort kennwort contrasena contraseña",
  ),
  ...namesOf(
    "password",
    "senha motdepasse mdp wachtwoord haslo hasło heslo пароль parola sifre şifre lösenord passord",
  ),
  ...namesOf(
    "password",
    "salasana jelszo jelszó adgangskode 密码 密碼 パスワード 비밀번호 rootpw adminpw userpass dbpass",
  ),
  ...namesOf(
    "api-key",
    "apikey apisecret accesskey secretaccesskey secretkey appkey applicationkey accountkey subscriptionkey",
  ),
  ...namesOf(
    "token",
    "accesstoken authtoken apitoken refreshtoken bearertoken idtoken sessiontoken bottoken secrettoken",
  ),
  ...namesOf(
    "secret",
    "secret clientsecret appsecret consumersecret signingsecret webhooksecret sharedsecret jwtsecret totpsecret",
  ),
  ...namesOf(
    "key",
    "privatekey presharedkey encryptionkey masterkey sshkey licensekey signingkey wifikey psk",
  ),
  ...namesOf("pin", "pin pincode"),
]);

const shapes = new Map<KeyKind, CandidateShape>();
for (const kind of new Set<KeyKind>([...keyNames.values(), "machine"])) {
  const evidence = [{ by: "key", name: kind }] as const;
  const name = kind === "machine" ? "token" : kind;
  const confidence = kind === "machine" ? 0.75 : 0.9;
  shapes.set(kind, { detector: "credential-key", entity: "CREDENTIAL", kind: name, confidence, evidence });
}

const longestKey = 80;
/** A field of that name with more words than this holds a sentence about the secret. */
const mostWords = 8;
/** Longest value; keys in one line of JSON are some 3,300 characters (RSA-4096). */
const longestValue = 8192;

/** Words behind a name that leave it a name of the same secret: `password_confirmation`, `password2`. */
const tails = new Set([
  "confirmation",
  "confirm",
  "repeat",
  "again",
  "new",
  "old",
  "current",
  "value",
  "1",
  "2",
]);

function classify(key: string): KeyKind | undefined {
  const words = key
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/\d{1,4}$/, "")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "");
  while (tails.has(words.at(-1) ?? "")) words.pop();
  for (const count of [1, 2, 3]) {
    const kind = keyNames.get(words.slice(-count).join(""));
    if (kind !== undefined && !(kind === "secret" && words.length > 3)) return kind;
  }
  return isMachineName(words) ? "machine" : undefined;
}

/** `rollbar_token`, `fastly_key`, `token`; not `page_token`, `cache_key`, `key`. */
function isMachineName(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  const first = words.at(-2) ?? "";
  if (!machineNames.has(last) || publicWords.has(first) || countingWords.has(first)) return false;
  return words.length <= 4 && (first !== "" || last === "token");
}

const machineNames = new Set("token key pat".split(" "));
/** Before `token` and `key` they make it a mark of place, an id or a name. */
export const countingWords: ReadonlySet<string> = new Set(
  "csrf xsrf continuation cursor pagination sync delta idempotency dedup dedupe max min total input output prompt completion stop eos bos issue project object s3 storage file asset media i18n string label config property attribute field widget device push group tag client site recaptcha publishable state nonce".split(
    " ",
  ),
);

const kindOf = memoByKey(classify);

/** Whether a member of this name holds a secret. */
export const isSecretName = (key: string): boolean => key.length <= longestKey && kindOf(key) !== undefined;

/** `This field is required.`: an answer of a program about the field. */
function isStatement(value: string): boolean {
  const words = value
    .toLowerCase()
    .replace(/[.!]$/, "")
    .split(/\s+/, mostWords + 1);
  return words.length >= 3 && words.filter((word) => stateWords.has(word)).length >= 2;
}

/** `{"password": {"type": "string", "minLength": 8}}`: what a schema says of the field. */
const schemaWords = new Set(
  "type types value format title description pattern minLength maxLength enum required properties items example examples nullable readOnly writeOnly const default oneOf anyOf allOf not $ref".split(
    " ",
  ),
);

function isPlausible(kind: KeyKind, value: string): boolean {
  if (isNoSecret(value) || schemaWords.has(value)) return false;
  if (kind === "pin") return /^\d{3,12}$/.test(value);
  if (kind === "machine") return /^[\w.~+/=-]{16,400}$/.test(value) && (isUuid(value) || isOpaque(value, 16));
  if (isStatement(value)) return false;
  if (/^https?:\/\/[^@]{0,2000}$/i.test(value)) return false;
  return value.startsWith("-----BEGIN") || value.split(/\s+/, mostWords + 1).length <= mostWords;
}

function scanKey(scan: Scan, sink: Sink): void {
  const { key, numeric } = scan.hint;
  if (key === undefined || numeric === true || key.length > longestKey) return;
  const { text } = scan;
  if (text.length === 0 || text.length > longestValue) return;
  const kind = kindOf(key);
  if (kind === undefined) return;
  const value = text.trim();
  const shape = shapes.get(kind);
  if (shape === undefined || value === "" || !isPlausible(kind, value)) return;
  const start = text.indexOf(value);
  sink.add(shape, start, start + value.length);
}

export const credentialKey: NativeDetector = {
  id: "credential-key",
  entities: ["CREDENTIAL"],
  readsWord: isSecretName,
  scan: scanKey,
};
