/* Says how surely a token with digits was chosen as a secret, by its looks alone. */

import { isLoud, isProductName, shapeOf } from "./value-shape.js";

/** 3: no name looks like this. 2: words and figures as names rarely have them. 1: a word with figures. 0: anything else. */
export type Grade = 0 | 1 | 2 | 3;

/** What a link, a query, a formula or an e-mail address has, and no token beside it. */
const otherForm =
  /[/\\]|@[\w-]+\.[a-z\d]|^[a-z][\w.-]*@[a-z][a-z\d-]*$|^[\w.-]+=|[?&]\w+=|^\d+[+*=]|[+~](?:deb|dfsg|git|ubuntu|build|rc)|^(?:ctrl|strg|alt|shift|cmd|fn|win)\+|%[\da-f]{2}/i;
const version = /^v?\d+(?:\.\d+)+/i;
/** `AES-256+SHA384`, `R&D2`: names in capitals; `pid!873`: the field `pid=21873`, read as quoted-printable. */
const capitals =
  /^(?:(?:[Ee]rror|[Ff]ehler|[Cc]ode|[Tt]icket|[Cc]ase|[Ii]ssue|[Bb]ug|[Oo]rder|[Rr]oom|[Zz]immer|[Ff]all|[Aa]uftrag|[Bb]estellung|[Ee]rreur|[Cc]ommande|[Pp]edido|[Ee]rrore|[Bb]uild)#[\w-]+|[a-z_]{1,6}[!#$%&*+]\d+|[a-z_]{1,16}[!#$%&*+]\d{3,}|[A-Z\d.-]+[+&][A-Z\d.-]+|(?:input|div|span|form|button|select|label|section|body|table|img|nav)#.*)$/u;

/** True for letters, digits and a mark that no name, link or formula has inside. */
export function isTold(token: string): boolean {
  return !version.test(token) && !otherForm.test(token) && isMarkedByDigits(token);
}

/** The same of a token that has no such form. */
const isMarkedByDigits = (token: string): boolean =>
  token.length > 6 && isLoud(token) && !capitals.test(token);

/** Parts of the names of machines, files, products and records. */
const named = new Set(
  [
    "srv server web db sql host node vm prod production staging stage test dev demo qa uat app api mail smtp imap mx ns gw",
    "fw sw ap nas san backup bak cluster pool eu us uk de asia apac emea east west north south central region zone site",
    "ticket case order invoice bill ref reference number no nr id uid version ver release build rev step tier level layer",
    "phase page line row part chapter section figure table item model series serial kunde kunden client customer rechnung",
    "auftrag bestellung fall user admin team group room floor gate day week month year covid office windows win mac ios",
    "android galaxy iphone ipad pixel thinkpad macbook ubuntu debian centos fedora python node java php utf iso rfc cve",
    "sha md tls ssl wpa ipv http oauth saml base draft final copy report img image scan photo screenshot file log invoice",
    "firefox chrome edge safari opera outlook thunderbird teams zoom excel word powerpoint internet explorer flash",
    "dc hdd ssd usb lan wan vlan wlan wifi ssid router switch printer drucker hp canon epson plan pro plus basic rev mk",
  ]
    .join(" ")
    .split(" "),
);

/** Members of programs, numbers, items of lists, types. */
const codeBegin =
  /^[*~_=.`-]|^GHSA-|^CVE-|^[Uu]?[Ii]nt\d|^secp|^RSASSA|^ChaCha|^[a-z]+(?:_[a-z\d]+){2,}$|^[a-z]+(?:[A-Z][a-z]+)*\d[A-Z][A-Za-z]*$|^[A-Z_]+=|^[A-Za-z\d+]{16,}={1,2}$|^[a-z][a-z\d]*(?:\.\w+)*\.(?:[a-z]+[A-Z]\w*|[A-Z][A-Z\d_]+)$|^[a-z][a-z\d]*[A-Z]\w*\.[a-z]|^\d+\.\p{Lu}|^[~<>≈]?[\d.]+e[+-]?\d+$|^(?:u?int|float|big)\d|^[Xx]509|^!--|^[a-z]{1,12}@\d+[a-z]?$|^[a-z]{1,3}\d{1,2}[A-Z]|^sect?\d/u;
/** The same by what stands anywhere in it: apart, as the former is over at the first unit. */
const codeInside =
  /\[\d*\]|-sqlite|&#|&(?:quot|amp|lt|gt|apos|nbsp)$|@[~^]|\.(?:md|html?|js|ts|php)#|\\|Sync$|_[A-Z\d]+_[A-Z\d]+$|color$/u;
const isCode = (token: string): boolean => codeBegin.test(token) || codeInside.test(token);
/** Longer ones are made by machines. */
const longestMixed = 20;
const measured =
  /\d(?:[kmgt]?hz|[kmgt]i?b|mbit|gbit|mbps|kwh|v|w|chars?|digits?|bits?|bytes?|zeichen|stellen)$|[-_.]v\d{1,3}(?:\.\d{1,3})*$|[-_.]?[2456]g$/i;
const file = /\.(?:[a-z]{2,4}\d?|[a-z]\d|\d[a-z]|example|local|internal)$/;
const joints = /[-_.]/;
const isNamed = (part: string): boolean => named.has(part.toLowerCase().replace(/\d{1,8}[a-z]?$/, ""));

/** Of groups alike, with capitals, small letters and figures: made by a machine, to be typed. */
const typedGroups = /^[a-z\d]{4}(?:-[a-z\d]{4}){1,5}$/i;

/** Made by a machine, and without the name that tokens begin with. */
const isOpaqueLong = (token: string): boolean =>
  !/^[a-z]{2,6}_/.test(token) && (token.match(/\p{Ll}{3}/gu)?.length ?? 0) < 2;

function isNoJoined(token: string, parts: readonly string[]): boolean {
  if (file.test(token) || measured.test(token) || parts.some(isNamed)) return true;
  return token.length > longestMixed && isOpaqueLong(token);
}

function gradeJoined(token: string, cased: boolean): Grade {
  if (cased && typedGroups.test(token)) return 2;
  const parts = token.split(joints);
  const words = parts.filter((part) => /\p{L}{3}/u.test(part)).length;
  if (words === 0 || isNoJoined(token, parts)) return 0;
  if (cased && /\p{Ll}{2}/u.test(token)) return words > 1 || !/^\p{L}+-\d+$/u.test(token) ? 2 : 1;
  if (words === 1 && !/^\p{Ll}{4,}-\d{1,4}$/u.test(token)) return 0;
  return /^\p{L}[-_.]/u.test(token) ? 0 : 1;
}

const isNoMixed = (token: string): boolean =>
  token.length < 6 || token.length > longestMixed || isNamed(token) || isNamed(token.replace(/\d.*/u, ""));

/** Letters and digits alone. */
function gradeMixed(token: string, cased: boolean): Grade {
  if (isNoMixed(token) || /^(?:0x)?[\da-f]+$/i.test(token)) return 0;
  // A word and figures: most names of users look like this.
  if (/^\p{L}+\d{1,4}$/u.test(token)) return token.length >= 7 && !/\p{Ll}\p{Lu}/u.test(token) ? 1 : 0;
  return gradeTurns(token, cased);
}

/** By how often letters and figures take turns. */
function gradeTurns(token: string, cased: boolean): Grade {
  const turns = token.match(/\p{L}\d|\d\p{L}/gu)?.length ?? 0;
  if (cased) return token.length >= 8 && turns > 1 ? 2 : 1;
  // Figures for letters, or between words.
  if (/^\p{Ll}{3,}\d{1,4}\p{Ll}{3,}$/u.test(token)) return 2;
  return turns > 1 || token.length >= 9 ? 1 : 0;
}

const groups = /^(?=.*\d)(?=.*[A-Z])[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){2,7}$/;
const capitalWords = /^(?:\p{Lu}{4,}[-_.]?\d{2,6}|\d{2,6}[-_.]?\p{Lu}{4,})(?:[-_.]\p{Lu}{2,})?$/u;

/** Of a token without small letters: the groups of a licence, or a word and figures. */
export function gradeCapitals(token: string): Grade {
  if (groups.test(token)) return 2;
  return capitalWords.test(token) && !token.split(joints).some(isNamed) ? 1 : 0;
}

/** Words with a mark between, no digit: `Apple&Core`, `apple*Core`. */
const marked =
  /^\p{L}{3,}[#*^~&+]\p{L}{3,}$|^\p{L}{5,}[?!]\p{L}{4,}$|^\p{L}[\p{L}._-]+[#*^~!&]\p{L}[\p{L}._-]{2,}$/u;

export const isMarked = (token: string): boolean =>
  token.length >= 8 && marked.test(token) && !isCode(token) && token !== token.toUpperCase();

const slashed = /^\p{L}{3,}(?:\/[\p{L}\d]{1,12}){1,3}$/u;

/** `Apple/core/7`: a small path looks like this, too. */
export const gradeSlashed = (token: string): Grade =>
  slashed.test(token) && /\d/.test(token) && /\p{Lu}/u.test(token) && !token.split("/").some(isNamed) ? 1 : 0;

/** `evt_1PqLmO2eZvKYlo2C`: what interfaces of programs call their records. */
const record =
  /^(?:evt|cus|ch|pi|price|prod|sub|in|req|acct|cs|seti|pm|txn|po|re|src|ba|card|usr|user|org|ord|order|inv|msg|conv|run|job|file|batch|asst|thread|proj|team|chat|call|rec|doc|img|dpl|env|bld|cart|ses|trace|span)_[A-Za-z\d]{6,40}$/;

const plainUnits = /^[\p{L}\p{N}._-]+$/u;

/** The token has small letters and digits, no slash; `cased`: capitals too. */
export function gradeOf(token: string, cased: boolean): Grade {
  if (isCode(token) || version.test(token)) return 0;
  // Nothing is loud about a token without another mark, and only one with it has another form.
  if (!plainUnits.test(token)) return !otherForm.test(token) && isMarkedByDigits(token) ? 3 : 0;
  if (record.test(token) || shapeOf(token) === "refused" || isProductName(token)) return 0;
  return joints.test(token) ? gradeJoined(token, cased) : gradeMixed(token, cased);
}
