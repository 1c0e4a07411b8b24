/* Finds secrets in fields whose own name says so: `{"password": "..."}`, `api_key=...`, `<input name="pwd">`. */

import { memoByKey } from "../../core/key-memo.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { isNoSecret } from "./value-gate.js";

type KeyKind = "password" | "api-key" | "token" | "secret" | "key" | "pin";

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
for (const kind of new Set(keyNames.values())) {
  const evidence = [{ by: "key", name: kind }] as const;
  shapes.set(kind, { detector: "credential-key", entity: "CREDENTIAL", kind, confidence: 0.9, evidence });
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
  return undefined;
}

const kindOf = memoByKey(classify);

function isPlausible(kind: KeyKind, value: string): boolean {
  if (isNoSecret(value)) return false;
  if (kind === "pin") return /^\d{3,12}$/.test(value);
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
  byKey: true,
  scan: scanKey,
};
