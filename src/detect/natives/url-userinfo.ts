/* CREDENTIAL url-userinfo: the password of `scheme://user:password@host`, or an opaque token in its place (RFC 3986 3.2.1). */

import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiWord } from "./characters.js";

const shape = (name: string): CandidateShape => ({
  detector: "url-userinfo",
  entity: "CREDENTIAL",
  kind: "url-userinfo",
  confidence: 0.95,
  evidence: [{ by: "structure", name }],
});

const password = shape("url-password");
const token = shape("url-token");

/** Beyond an end of authority, a password with a raw `/`, `?` or `#` is looked for this far, in UTF-16 units. */
const rawReach = 128;
const shortestToken = 16;

/** Blanks, quotes and angle brackets end a URL in prose and code. */
const urlEnds = new Set([..."\"'<>`\u00a0\u3000\u201c\u201d"].map((sign) => sign.charCodeAt(0)));
const authorityEnds = new Set([..."/?#"].map((sign) => sign.charCodeAt(0)));

function endsUrl(code: number): boolean {
  return code <= 32 || urlEnds.has(code);
}

function endsAuthority(code: number): boolean {
  return authorityEnds.has(code);
}

interface Authority {
  readonly start: number;
  /** Position of the last `@`; -1 for none. */
  readonly at: number;
  readonly end: number;
}

function readAuthority(text: string, start: number): Authority {
  let at = -1;
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (endsUrl(code) || endsAuthority(code)) break;
    if (code === 64) at = end;
  }
  return { start, at, end };
}

/** `user:pa` is no host and port, so what follows the sign still is the password, up to the last `@` before a slash. */
function readRawPassword(text: string, cut: Authority): Authority {
  const head = text.slice(cut.start, cut.end);
  if (
    !head.includes(":") ||
    !endsAuthority(text.charCodeAt(cut.end)) ||
    !/^[^:[\]]*:(?!\d{0,5}$)./.test(head)
  )
    return cut;
  const limit = Math.min(text.length, cut.end + rawReach);
  for (let end = cut.end; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (endsUrl(code) || text.startsWith("://", end)) return cut;
    if (code === 64) return { ...readAuthority(text, end), start: cut.start };
  }
  return cut;
}

/** Words that documentation puts in place of a password, in many languages. */
const placeholderWord =
  /^(?:(?:your|my|the|db|user|tu|su|ihr|dein|votre)[-_]?)?(?:password|passwd|pass|passwort|passphrase|pwd|pw|kennwort|secret|token|contraseña|contrasena|clave|senha|wachtwoord|motdepasse|mot[-_]de[-_]passe|mdp|has[lł]o|пароль|şifre|parola|lösenord|パスワード|密码|密碼|口令|비밀번호|암호)$/i;

/** A `$` or a bracket inside a chosen password is no template: only whole values and doubled signs are. */
const templateForm = /^\$\w+$|^\$[({]|^%\w+%$|^[<[{(].*[>\]})]$|\$\{|\{\{|%\(\w+\)s|%3[cC].*%3[eE]$/;
const hiddenForm = /^(?:[*•x._#?-]|%2a)+$/i;

function isPlaceholder(value: string): boolean {
  return templateForm.test(value) || hiddenForm.test(value) || placeholderWord.test(value);
}

function isOpaque(value: string): boolean {
  if (value.length < shortestToken || !/^[\w.~%+=-]+$/.test(value)) return false;
  return /\d/.test(value) && /[A-Z]/i.test(value);
}

function report(text: string, authority: Authority, sink: Sink): void {
  const { start, at } = authority;
  const user = text.slice(start, at);
  const colon = user.indexOf(":");
  if (colon < 0) {
    if (isOpaque(user)) sink.add(token, start, at);
    return;
  }
  const value = user.slice(colon + 1);
  const tokenUser = value === "" || /^(?:x-oauth-basic|x-token-auth)$/i.test(value);
  if (tokenUser && isOpaque(user.slice(0, colon))) sink.add(token, start, start + colon);
  else if (value !== "" && !tokenUser && !isPlaceholder(value)) sink.add(password, start + colon + 1, at);
}

export const urlUserinfo: NativeDetector = {
  id: "url-userinfo",
  entities: ["CREDENTIAL"],
  scan({ text }: Scan, sink: Sink) {
    for (let sign = text.indexOf("://"); sign >= 0; sign = text.indexOf("://", sign + 3)) {
      if (!isAsciiWord(text.charCodeAt(sign - 1))) continue;
      let authority = readAuthority(text, sign + 3);
      if (authority.at < 0) authority = readRawPassword(text, authority);
      if (authority.at > authority.start) report(text, authority, sink);
    }
  },
};
