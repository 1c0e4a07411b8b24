/* Finds the secret part of links that log one in: `/reset?token=X`, `/magic/X`, `login?otl=X`, `session=user:X`. */

import type { NativeDetector, Scan, Sink } from "../detector.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import { isOpaque, isUuid } from "./opaque.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "login-link", entity: "CREDENTIAL", kind: "login-link" }, "structure");

const inQuery = shape(0.85, "secret parameter");
const inPath = shape(0.8, "log-in path");

/** Units of a link that are looked at; a longer rest is left alone. */
const longestLink = 1200;
const leastSecret = 16;
const leastNamed = 12;

/** Parameters that carry nothing but secrets. A signature is none: it opens one attachment for a while (evasion case G13). */
const secretParameters = new Set(
  [
    "token code key secret sig session sessionid session_id sess sid auth auth_token access_token authtoken",
    "otl otp otk ott ticket hash nonce reset reset_token resettoken reset_key invite invitation invite_token magic",
    "magic_token login_token logintoken login_key loginkey confirmation_token confirm_token activation_key activation",
    "verification_token verify_token verify verification hmac jwt assertion samlresponse id_token refresh_token apikey",
    "api_key api-key passkey pass_key password_reset_token unlock_token recovery_token sso sso_token one_time_token",
    "onetimetoken rp_key rpkey oobcode state_token st security_token x-amz-security-token private_token s_token guid_token",
    "tok t k h sk authkey auth_key signed share_token view_token download_token credential access_key sharekey einmal",
  ]
    .join(" ")
    .split(" "),
);
/** Short names, used for much else: their values must be long. */
const shortNames = new Set(["t", "k", "h", "st", "sk", "sig", "hash", "code", "key", "state_token"]);
const leastShort = 20;
/** Abbreviations of key, token and the like, which sites make up: `?rk=X`, `&otl_tok=X`. */
const madeUpName =
  /^(?:[a-z]{1,2}k|[a-z]tok|[a-z_]{0,16}(?:_?token|_?secret|_?passw?(?:or)?d|[_-]key|[_-]otp|[_-]auth|magic|autologin))$/;
const publicName =
  /^(?:site_?key|public_?key|pk|cache_?key|sort_?key|.*csrf.*|recaptcha.*|page_?token|next_?token|continuation_?token|gclid|ok|disk|task|link|click)$/;

/** A path segment of that name makes an opaque one behind it a key. */
const loginNames = [
  "reset|recovery?|magic|magique|magico|mágico|magisch|verify|verification|verif|confirm|confirmation",
  "confirmar|bestaetigen|bestätigen|activate|activation|activar|aktivieren|invite|invites|invitation",
  "invitations|invitacion|invito|convite|einladung|einmal|einmallogin|onetime|one-time|otl|sso|login",
  "signin|sign-in|logon|anmelden|anmeldung|connexion|connexion-magique|iniciar|acceso|accesso|acesso",
  "auth|authenticate|password|passwort|set-password|new-password|unlock|impersonate|autologin",
  "auto-login|token|tokens|jeton|jetons|klucz|schluessel|schlüssel|clave|chave|chiave|sleutel|mdp",
  "mot-de-passe|nouveau-mdp|motdepasse|contrasena|contraseña|senha|nueva-contrasena|nova-senha",
  "redefinir|restablecer|reinitialiser|réinitialiser|reinitialisation|zuruecksetzen|zurücksetzen",
  "wachtwoord|herstel|herstellen|haslo|resetuj|obnova-hesla|sifre|sifre-sifirla|aktivace|aktywacja",
  "aktywuj|ativar|ativacao|attiva|attivazione|activer|freischalten|bestaetigung|potwierdz|potvrdit",
  "bekrafta|zaproszenie|pozvanka|uitnodiging|davet|inbjudan|priglashenie|sbros|sbros-parolya|session",
  "sessions|secret|secrets|onetimesecret|share|shared|paste|drop|s|vhod|logga-in|zaloguj|prihlaseni",
  "giris|link|l|access|join|validate|uidb64",
].join("|");
const loginSegment = new RegExp(`^(?:.*[-_])?(?:${loginNames})(?:[-_].*)?$`, "i");
/** Behind these names ids of things are expected, not keys. */
const uncertainSegment =
  /^(?:l|s|link|share|shared|paste|drop|access|join|session|sessions|token|tokens|login|auth)$/i;

/** What stands behind them is drawn at random, or names a file. */
const sharing = /^(?:s|share|shared|paste|drop)$/i;

/** A key stands right behind the name, or behind the number of a user. */
const mostBetween = 2;
const longestName = 24;
/** What follows names a thing, not a key. */
const thingSegment =
  /^(?:commit|commits|compare|tree|blob|blame|raw|pull|issues?|merge_requests|wiki|articles?|docs?|blog|images?|img|assets|static|uploads?|files?|media|products?|orders?|posts?|questions|a|p|releases?|tag|archive)$/i;

const ends = new Uint8Array(0x1_0000);
for (const sign of " \t\r\n\"'<>`|\\^{}\u00a0\u3000）」』】，。、") ends[sign.charCodeAt(0)] = 1;
const trailing = new Uint8Array(0x1_0000);
for (const sign of ".,;:!?)]*_") trailing[sign.charCodeAt(0)] = 1;

function linkEnd({ text, units }: UnitText, at: number): number {
  const stop = Math.min(text.length, at + longestLink);
  let end = at;
  while (end < stop && ends[unitAt(units, end)] === 0) end++;
  while (end > at && trailing[unitAt(units, end - 1)] === 1) end--;
  return end;
}

/** Some stretch of the link between marks is as long as a key; most links end here. */
function mayHoldKey(units: Units, start: number, end: number): boolean {
  let length = 0;
  for (let at = start; at < end; at++) {
    const unit = unitAt(units, at);
    length = unit === 0x2f || unit === 0x3d || unit === 0x26 || unit === 0x3f ? 0 : length + 1;
    if (length >= leastNamed) return true;
  }
  return false;
}

interface Link {
  readonly text: string;
  readonly sink: Sink;
  /** The path ends in the name of a log-in: `/magic?c=X`. */
  readonly named: boolean;
}

/** Units a value needs to be the secret of a parameter of that name; Infinity where it cannot be one. */
function leastOf(name: string, value: string, named: boolean): number {
  if (named && isVaried(value)) return leastShort;
  if (secretParameters.has(name)) return shortNames.has(name) ? leastShort : leastNamed;
  return madeUpName.test(name) && !publicName.test(name) && isVaried(value) ? leastSecret : Infinity;
}

/** `name=value` between marks; of a value with several parts (`user:X,create`) the opaque part. */
function takeParameter({ text, sink, named }: Link, start: number, end: number): void {
  const equals = text.indexOf("=", start);
  if (equals < 0 || equals >= end) return;
  const name = text.slice(start, equals).replace(/^amp;/, "").toLowerCase();
  const value = text.slice(equals + 1, end);
  const least = leastOf(name, value, named);
  const whole = !/%3a|%2c|[:,]/i.test(value);
  if (whole && (isOpaque(value, least) || isUuid(value))) sink.add(inQuery, equals + 1, end);
  if (!whole) takeParts({ text, sink, named }, equals + 1, value);
}

/** Digits among small letters and capitals, again and again: no id that people read. */
function isVaried(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/[a-z]\d|\d[a-z]/gi)?.length ?? 0) >= 4;
}

function takeParts({ sink }: Link, start: number, value: string): void {
  let at = 0;
  for (const part of value.split(/(%3a|%2c|[:,])/i)) {
    if (isOpaque(part, leastNamed)) sink.add(inQuery, start + at, start + at + part.length);
    at += part.length;
  }
}

/** Segments behind the host: an opaque one behind the name of a log-in path. */
function takePath({ text, sink }: Link, start: number, end: number): void {
  let named = "";
  let left = 0;
  let at = start;
  while (at < end) {
    const slash = text.indexOf("/", at);
    const stop = slash < 0 || slash > end ? end : slash;
    const segment = text.slice(at, stop);
    if (left-- > 0 && isKey(named, segment)) sink.add(inPath, at, stop);
    if (segment.length <= longestName && loginSegment.test(segment)) {
      named = segment;
      left = mostBetween;
    }
    if (thingSegment.test(segment)) left = 0;
    at = stop + 1;
  }
}

function isKey(named: string, segment: string): boolean {
  if (isUuid(segment)) return !uncertainSegment.test(named);
  if (!uncertainSegment.test(named)) return isOpaque(segment, leastSecret);
  return isOpaque(segment, leastShort) && (!sharing.test(named) || isVaried(segment));
}

function takeQuery(link: Link, start: number, end: number): void {
  const { text } = link;
  let at = start;
  for (let place = start; place <= end; place++) {
    const code = text.charCodeAt(place);
    if (place < end && code !== 0x26 && code !== 0x3f && code !== 0x23 && code !== 0x3b) continue;
    if (place > at) takeParameter(link, at, place);
    at = place + 1;
  }
}

function endsInLogin(path: string): boolean {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return last.length <= longestName && loginSegment.test(last) && !uncertainSegment.test(last);
}

function firstOf(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x3f || code === 0x23) return at;
  }
  return end;
}

function readLink(scan: Scan, sink: Sink, start: number): number {
  const { text, units } = scan;
  const end = linkEnd(scan, start);
  const path = text.indexOf("/", start);
  // Host, a slash and something that can be a key.
  if (end - start < leastSecret + 4 || !mayHoldKey(units, path < 0 ? start : path + 1, end)) return end;
  scan.budget.spend(end - start);
  const query = firstOf(text, start, end);
  const link: Link = { text, sink, named: query < end && endsInLogin(text.slice(path + 1, query)) };
  if (path >= 0 && path < query) takePath(link, path + 1, query);
  if (query < end) takeQuery(link, query + 1, end);
  return end;
}

function scanLinks(scan: Scan, sink: Sink): void {
  const { text } = scan;
  let at = text.indexOf("://");
  while (at >= 0) at = text.indexOf("://", readLink(scan, sink, at + 3));
}

export const loginLink: NativeDetector = {
  id: "login-link",
  entities: ["CREDENTIAL"],
  scan: scanLinks,
};
