/* Finds the secret in the answer to a question for it: `what is the root password?`, and the next line of the chat. */

import type { Span } from "../../core/types.js";
import type { LabelGate } from "./lexicon.js";
import { endsLine, readValue } from "./value-extent.js";
import type { LexedValue } from "./judged.js";
import { isCoined } from "./coined.js";
import { isLoud, isProductName, shapeOf } from "./value-shape.js";

/** Units between the label and the end of its line. */
const rest = 48;
const reach = 150;
const yes =
  "(?:sure|yes|yep|yeah|ok|okay|of course|here|here you go|here it is|it's|its|it is|ja|klar|gerne|hier|oui|voici|sí|si|claro|aquí|sim|sì|ecco|tak|да|вот|конечно|ano|evet|(?:one |just a |a )?(?:moment|sec|second|minute)(?: please)?|kurz|sofort|un moment|un instant|un momento|attimo|momentje|chwileczkę|минуту|секунду)[.!…]{0,3}";
/** The question's end, the speaker of the next line, a word of consent. */
const lead = new RegExp(
  `^[^\\n?]{0,${String(rest)}}[?.!]?[^\\S\\n]{0,3}\\r?\\n[>\\s]{0,4}(?:\\[[^\\]\\n]{3,20}\\] ?|\\(?\\d\\d?:\\d\\d(?::\\d\\d)?\\)? ?)?\\p{L}[\\p{L}\\p{N} ._-]{0,24}: ?(?:${yes}\\s{0,2}\\r?\\n[>\\s]{0,4}(?:\\[[^\\]\\n]{3,20}\\] ?)?\\p{L}[\\p{L}\\p{N} ._-]{0,24}: ?)?(?:${yes}[,:.!]?\\s{1,2}){0,2}["'\`]?`,
  "iu",
);
const asking =
  /(?:what|which|send|give|share|provide|confirm|tell|need|have|wie|welche|schick|sende|brauche|nenn|quel|envoy|donne|cuál|cual|env[ií]|pued|qual|mand|inviar|jak|jaki|podaj|какой|пришл|сообщ|скажите|hangi|gönder)[^\n]{0,60}$/iu;

function isTold(token: string, pin: boolean): boolean {
  if (pin) return /^\d{4,8}$/.test(token);
  const looks = shapeOf(token);
  if (isProductName(token)) return false;
  return looks === "strong" || isCoined(token) || (looks === "mixed" && token.length >= 7);
}

/** `the password? it is VALUE and ...`, `password for the drive? VALUE.` */
const sameLine =
  /^[^\n?]{0,48}\? ((?:it|it's|its|that's|that|this|er|es|das|den|det|dat|het|sie|c'est|la|le|lo|é|è|это|он|to|je|yes|ja|sí|oui|sure|here|hier|voici|aquí|ecco)[,:]?(?: (?:is|was|ist|lautet|är|er|var|on|est|es|è|é|jest|je|это|now|jetzt|still|noch)){0,2}[,:]? )?["'`„“«]?(?=\S{4})/iu;

/** `Passwort? Ich meine VALUE`: some words, then what no word looks like. */
const someWords = /^[^\n?]{0,48}\? (?:[\p{L}'’]{1,10},? ){1,4}["'`„“«]?(?=\S{7})/u;

function lexLoud(text: string, end: number): LexedValue | undefined {
  const found = someWords.exec(text.slice(end, end + reach));
  const value = found === null ? undefined : readValue(text, end + found[0].length, 64);
  if (value === undefined || !isLoud(text.slice(value.start, value.end))) return undefined;
  return { ...value, separator: "line", sole: true, qualified: false };
}

function lexSameLine(text: string, end: number, pin: boolean): LexedValue | undefined {
  const ahead = text.slice(end, end + reach);
  const found = ahead.includes("?") ? sameLine.exec(ahead) : null;
  const value = found === null ? undefined : readValue(text, end + found[0].length, 64);
  if (value === undefined) return undefined;
  const token = text.slice(value.start, value.end);
  const told = found?.[1] !== undefined;
  const enough = pin ? /^\d{4,8}$/.test(token) && endsLine(text, value.after) : isTold(token, false);
  if (!enough || (!told && !pin && shapeOf(token) === "mixed") || token.includes("://")) return undefined;
  return { ...value, separator: "line", sole: true, qualified: false };
}

/** The value told in the next line, by whoever was asked. */
function lexNextLine(text: string, { start, end }: Span, pin: boolean): LexedValue | undefined {
  const line = text.indexOf("\n", end);
  if (line < 0 || line > end + rest) return undefined;
  const ahead = text.slice(end, end + reach);
  // Behind the speaker of the next line.
  const found = ahead.includes(":") ? lead.exec(ahead) : null;
  if (found === null) return undefined;
  const questioned = ahead.slice(0, found[0].indexOf("\n")).includes("?");
  if (!questioned && !asking.test(text.slice(Math.max(0, start - 90), start))) return undefined;
  const value = readValue(text, end + found[0].length, 64);
  if (value === undefined || !endsLine(text, value.after)) return undefined;
  if (!isTold(text.slice(value.start, value.end), pin)) return undefined;
  return { ...value, separator: "line", sole: true, qualified: false };
}

/** The value told behind the label's question; undefined in most texts. */
export function lexAsked(text: string, label: Span, gate: LabelGate): LexedValue | undefined {
  if (gate !== "password" && gate !== "pin") return undefined;
  const pin = gate === "pin";
  return (
    lexSameLine(text, label.end, pin) ??
    (pin ? undefined : lexLoud(text, label.end)) ??
    lexNextLine(text, label, pin)
  );
}
