/* Finds the password of a pair in code spans: `user` / `password`, in talk about a log-in. */

import type { Span } from "../../core/types.js";
import { isTold } from "./chosen-grade.js";
import { looksTold } from "./coined.js";
import { isAssignment, isExpression } from "./value-shape.js";

const between = [
  " / ",
  "/",
  ":",
  " : ",
  " and ",
  " with ",
  " und ",
  " mit ",
  " et ",
  " avec ",
  " y ",
  " con ",
  " e ",
  " com ",
  " met ",
  " z ",
  " с ",
];

/** Between two words without marks around them. */
const plainJoint = " / ";

/** What stands between the two spans, their marks included. */
export const pairJoints: readonly string[] = [
  ...between.flatMap((joint) =>
    joint.trim() === joint || joint === " : " ? [`\`${joint}\``] : [`\`${joint}\``, `"${joint}"`],
  ),
  plainJoint,
];

const longest = 64;
const talkBefore = 120;
const user = /(?:^|[^`"\w])[`"]([\p{L}\p{N}][\p{L}\p{N}._@+-]{1,47})$/u;
const password = new RegExp(`^([^\`"\\s]{5,${String(longest)}})[\`"]`, "u");
const talk =
  /log-?in|\blog in|sign[ -]?in|credential|\bcreds?\b|account|access|passw|kennwort|zugang|anmeld|mot de passe|identifiant|connexion|connect|acceso|contrase|usuario|senha|acesso|credenzial|wachtwoord|inlog|hasł|dostęp|heslo|přihl|парол|логин|доступ|lösen|adgang|şifre|giriş|entrar|acced|einlog/iu;
/** `use` right before the first span. */
const used =
  /(?:^|[\s(])(?:using|us[aeo]d?|try|tried|as|with|mit|nimm|nehmt|avec|con|prova|utilisez|utilise|com|met)\s$/iu;

function isChosen(token: string): boolean {
  if (/^[-<{[($]|:\/\/|^\//.test(token) || isAssignment(token) || isExpression(token)) return false;
  return looksTold(token, 7);
}

const plainUser = /(?:^|[\s(,;:])(?:[a-z]+[\d._@-][a-z\d._@-]{1,40}|demo|test|guest|tester|gast|trial)$/;
const loudToken = /^(\S{7,64}?)[.,;)]?(?=\s|$)/;
const place = /sandbox|\bdemo|\btest|portal|panel|staging|instan|tenant|environment|umgebung/i;
const otherToken = /^(?:ticket|case|order|error|fehler|issue|bug|eth|vlan|port|build|rev)/i;

/** `demo-clerk / VALUE` beside an address or the name of a place: a user in small letters, and what no word looks like. */
function readPlainPair(text: string, { start, end }: Span): Span | undefined {
  const token = loudToken.exec(text.slice(end, end + longest + 1))?.[1];
  if (token === undefined || otherToken.test(token) || !isTold(token) || !/\p{Ll}/u.test(token))
    return undefined;
  const before = text.slice(Math.max(0, start - talkBefore), start);
  if (!plainUser.test(before) || !(place.test(before) || talk.test(before))) return undefined;
  return { start: end, end: end + token.length };
}

/** The password behind the joint at `joint`; undefined when the spans are no log-in. */
export function readMarkedPair(text: string, joint: Span): Span | undefined {
  if (text.charCodeAt(joint.start) === 0x20) return readPlainPair(text, joint);
  const from = Math.max(0, joint.start - longest);
  const name = user.exec(text.slice(from, joint.start));
  if (name?.[1] === undefined) return undefined;
  const token = password.exec(text.slice(joint.end, joint.end + longest + 1))?.[1];
  if (token === undefined || !isChosen(token)) return undefined;
  const open = joint.start - name[1].length - 1;
  const before = text.slice(Math.max(0, open - talkBefore), open);
  if (!talk.test(before) && !used.test(before)) return undefined;
  return { start: joint.end, end: joint.end + token.length };
}
