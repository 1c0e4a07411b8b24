/* Finds session cookies: the values of `Cookie:` and `Set-Cookie:` headers by name, and known names anywhere. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isOpaque } from "./opaque.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "session-cookie", entity: "CREDENTIAL", kind: "session-cookie" }, "key");

const known = shape(0.9, "session cookie");
const header = shape(0.85, "cookie header");

/** Units of a header, of one name and of one value. */
const longestHeader = 4096;
const longestName = 64;
const longestValue = 1024;
const mostCookies = 24;

const sessionName =
  /sess|sid$|^sid|auth|token|remember|log(?:ged)?[-_]?in|jwt|bearer|secret|identity|\.aspx|ticket|credential|user_?hash|api_?key|xsrf|csrf|_id$|^id$|^s$|key$/i;
/** Cookies of counters and consent, which hold ids but open no session. */
const harmlessName =
  /^(?:_g[ac]|_fb|_hj|_pk|__utm|amp_|ajs_|optimizely|cookie_?consent|consent|lang|locale|theme|currency|tz|notion_browser)/i;

/** Names of session cookies that speak for themselves. */
const names = [
  "phpsessid",
  "jsessionid",
  "asp.net_sessionid",
  "aspsessionid",
  ".aspxauth",
  ".aspnetcore.identity",
  ".aspnetcore.session",
  "connect.sid",
  "laravel_session",
  "ci_session",
  "wordpress_logged_in_",
  "wordpress_sec_",
  "roundcube_sessid",
  "roundcube_sessauth",
  "cpsession",
  "whostmgrsession",
  "remember_token",
  "remember_me",
  "rememberme",
  "_session_id",
  "session_id",
  "sessionid",
  "session-id",
  "session id",
  "session_token",
  "sessiontoken",
  "beaker.session",
  "symfony_session",
  "moodlesession",
  "plesksessid",
  "x-session",
  "set-cookie:",
  "cookie:",
  "cookie :",
  "--cookie ",
  "_sess=",
  "_session=",
  "-session=",
] as const;
const firstHeader = names.indexOf("set-cookie:");
const firstSuffix = names.indexOf("_sess=");

const isValueUnit = (code: number): boolean =>
  code > 0x20 &&
  code < 0x7f &&
  code !== 0x3b &&
  code !== 0x22 &&
  code !== 0x27 &&
  code !== 0x2c &&
  code !== 0x3c;

function valueEnd(text: string, at: number, stop: number): number {
  const limit = Math.min(stop, at + longestValue);
  let end = at;
  while (end < limit && isValueUnit(text.charCodeAt(end))) end++;
  while (end > at && /[.)\]}&]/.test(text.charAt(end - 1))) end--;
  return end;
}

/** Behind the rest of a name (`aspsessionid` and its suffix) and its `=` or `:`; -1 when no value follows. */
function readAssignment(text: string, at: number): number {
  let end = at;
  const limit = at + longestName;
  while (end < limit && /[\w.-]/.test(text.charAt(end))) end++;
  const mark = /^["']?\s{0,2}[=:]\s{0,2}["']?/.exec(text.slice(end, end + 8));
  return mark === null ? -1 : end + mark[0].length;
}

function onName({ text }: Scan, sink: Sink, { literal, end }: LiteralHit): void {
  const start = literal >= firstSuffix ? end : readAssignment(text, end);
  if (start < 0) return;
  const stop = valueEnd(text, start, text.length);
  if (isOpaque(text.slice(start, stop), 12)) sink.add(known, start, stop);
}

/** `name=value; name=value` behind the header's colon, on one line. */
function onHeader({ text, budget }: Scan, sink: Sink, end: number): void {
  const stop = Math.min(text.length, end + longestHeader);
  let at = end;
  for (let cookies = 0; cookies < mostCookies && at < stop; cookies++) {
    const pair = /^[\s"';]{0,6}([\w.$!#%&*+^|~-]{1,64})=/.exec(
      text.slice(at, Math.min(stop, at + longestName + 8)),
    );
    if (pair?.[1] === undefined || (cookies > 0 && /\n/.test(pair[0]))) return;
    const start = at + pair[0].length;
    const close = valueEnd(text, start, stop);
    budget.spend(close - at);
    const token = text.slice(start, close);
    if (isSessionCookie(pair[1], token)) sink.add(header, start, close);
    at = text.charAt(close) === ";" ? close + 1 : stop;
  }
}

function isSessionCookie(name: string, token: string): boolean {
  if (harmlessName.test(name)) return false;
  return isOpaque(token, sessionName.test(name) ? 12 : 32);
}

function onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
  scan.budget.spend(16);
  if (hit.literal >= firstHeader && hit.literal < firstSuffix) onHeader(scan, sink, hit.end);
  else onName(scan, sink, hit);
}

export const sessionCookie: NativeDetector = {
  id: "session-cookie",
  entities: ["CREDENTIAL"],
  literals: names.map((text) => ({ text })),
  onLiteral,
};
