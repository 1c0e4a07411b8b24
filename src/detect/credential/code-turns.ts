/* Finds one-time codes further on in a message or a chat: `Use 302 118 to approve`, and the figures in the next turn. */

import type { Span } from "../../core/types.js";
import { turnName, turnTime } from "./chat-turn.js";
import { isYear } from "./year.js";

const figures = String.raw`\d{3}[ -]\d{3}|\d{4,8}`;
const reach = 150;

const typing =
  "use|enter|type|quote|verwenden sie|verwende|geben sie|gib|nutzen sie|nutze|utilisez|utilise|saisissez|saisis|entrez|usa|utiliza|utilice|introduce|introduzca|ingresa|ingrese|inserisci|inserisca|utilizza|digita|digite|insira|utilize|gebruik|voer|vul|wpisz|użyj|podaj|zadejte|použijte|zadajte|введите|используйте|укажите|введіть|kullanın|girin|använd|ange|brug|indtast|bruk|tast inn|käytä|syötä|introduceți|folosiți|adja meg|írja be";
/** `Use 83016274 to approve the payment`, within two lines of the word for the code. */
const asked = new RegExp(
  `^[^\\d\\n]{0,40}(?:\\n[^\\d\\n]{0,40}){0,3}(?<!\\p{L})(?:${typing})(?: (?:the|this|den|le|el|il|o|de|het|код|code|código|codice|kod|kód|kodu)){0,3}:? ["'„“]?(${figures})(?![\\p{L}\\d%€$:/_-]|[.,]\\d)`,
  "iu",
);

const withoutSpeakers = (turns: string): string => turns.replace(/(^|\n)[^\n:：]{1,60}[:：] /g, "$1");

const spanOf = (from: number, found: RegExpExecArray): Span | undefined => {
  const token = found[1];
  if (token === undefined || isYear(token)) return undefined;
  const start = from + found[0].lastIndexOf(token);
  return { start, end: start + token.length };
};

/** The code that the reader of a message is told to use. */
export function readUse(text: string, wordEnd: number): Span | undefined {
  const found = asked.exec(text.slice(wordEnd, wordEnd + reach));
  return found === null ? undefined : spanOf(wordEnd, found);
}

/** What asks for a code, or says that one is under way. */
const awaited =
  /read|tell|\bgive|\bsen[dt]|what|which|need|text|receiv|\bg[eo]t\b|arriv|lleg|env[ií]|recib|reçu|envoy|recev|receb|chega|mand|schick|bekomm|erhalt|gesendet|nennen|sag|przy|wys|podaj|отправ|придёт|придет|приш|gönder|gele|stuur|krijg|noem|dig[ao]|dime|lea\b|lisez|dites|donnez|dimmi|legg|leia|lees|проч|назов|сообщ|скаж|söyle|oku|skick|läs|sende|oplys|pošl|přiš|řekn|отримал|надійш|보냈|알려|불러|教えて|届|送|发送|告诉|收到/iu;
const speaker = turnTime + turnName;
const turn = new RegExp(
  `^[^\\n]{0,72}\\n${speaker}(?:[\\p{L}'’]{1,10}[,.:!]? ){0,5}["'„“]?(\\d{3}[ -]\\d{3}|\\d{6,8})(?:["'”“.,!?]|です|입니다)?(?: \\p{L}[^\\n]{0,60}|[ ,.!?)]{0,4})(?=\\n|$)`,
  "u",
);
const again = new RegExp(
  `^[^\\n]{0,24}(?:\\n${speaker}[^\\d\\n]{0,90})?\\n${speaker}(?:[\\p{L}'’]{1,10}[,.:!]? ){0,5}["'„“]?(\\d{3}[ -]\\d{3}|\\d{6})[.,!?]?(?=\\s*(?:\\n|$))`,
  "u",
);
const lineBefore = 90;
/** A number that the turn says is another one. */
const otherNumber =
  /order|ticket|case|custom|number|invoice|phone|serial|post|zip|ref|auftrag|kund|rechn|vorgang|telefon|commande|client|numéro|pedido|número|ordine|numero|bestel|klant|nummer|zamów|numer|заказ|номер|договор|sipariş|müşteri|注文|番号|订单|주문|번호/iu;

/** The figures of the next turn of a chat, and of the turn behind it when they were asked for again; none in most texts. */
export function readTurns(text: string, word: Span): readonly Span[] {
  const ahead = text.slice(word.end, word.end + reach + 100);
  const line = ahead.indexOf("\n");
  if (line < 0) return [];
  const found = turn.exec(ahead);
  if (found === null || otherNumber.test(withoutSpeakers(found[0].slice(line)))) return [];
  const own = `${text.slice(Math.max(0, word.start - lineBefore), word.start)}${ahead.slice(0, line)}`;
  const first = awaited.test(own) ? spanOf(word.end, found) : undefined;
  if (first === undefined) return [];
  const next = again.exec(text.slice(first.end, first.end + reach + 100));
  const second =
    next === null || otherNumber.test(withoutSpeakers(next[0])) ? undefined : spanOf(first.end, next);
  return second === undefined ? [first] : [first, second];
}
