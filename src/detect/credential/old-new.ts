/* Finds both secrets of a change that names them in turn: `password changed: old X new Y`, `alt: X, neu: Y`. */

import type { Span } from "../../core/types.js";
import { looksTold } from "./coined.js";
import { readValue } from "./value-extent.js";

const reach = 96;
const longestValue = 64;
const olds =
  "old|previous|alt|altes|alte|bisher|vorher|ancien|ancienne|viejo|vieja|anterior|antiguo|antigua|vecchia|vecchio|antiga|antigo|oud|oude|stare|stary|staré|старый|старий|было|gammalt|gammel|gammal|eski|旧|旧密码";
const news =
  "new|now|neu|neues|neue|jetzt|nouveau|nouvelle|nuevo|nueva|nuova|nuovo|nova|novo|nieuw|nieuwe|nowe|nowy|nové|новый|новий|стало|nytt|ny|yeni|新|新密码";
const joint = "\\)?(?: (?:one|was|is|war|ist|était|est|era|es|è|one is|one was))?\\s?[:=]?\\s{0,2}[\"'`„“«]?";
const toOld = new RegExp(`^[^\\n.?!]{0,32}?(?:^|[\\s(,:])(?:${olds})${joint}`, "iu");
const toNew = new RegExp(
  `^["'\`”»]?[\\s,;/|]{1,4}(?:(?:and|und|et|[yeи→–]|en|->) )?(?:the |das |le |la |el |il )?\\(?(?:${news})${joint}`,
  "iu",
);

/** How the words for old begin; they stand close behind the label. */
const mayName = /\b(?:old|prev|alt|bish|vorh|anc|vie|ant|vec|oud|star|gamm|eski)|стар|было|旧/i;
const nameReach = 42;

const isChosen = (token: string): boolean => looksTold(token, 0);

/** The old and the new secret behind a label that ends at `labelEnd`; most texts have neither. */
export function readOldAndNew(text: string, labelEnd: number): readonly Span[] {
  if (!mayName.test(text.slice(labelEnd, labelEnd + nameReach))) return [];
  const ahead = text.slice(labelEnd, labelEnd + reach);
  const lead = toOld.exec(ahead);
  const old = lead === null ? undefined : readValue(text, labelEnd + lead[0].length, longestValue);
  if (old === undefined || !isChosen(text.slice(old.start, old.end))) return [];
  const next = toNew.exec(text.slice(old.end, old.end + reach));
  const fresh = next === null ? undefined : readValue(text, old.end + next[0].length, longestValue);
  return fresh !== undefined && isChosen(text.slice(fresh.start, fresh.end)) ? [old, fresh] : [];
}
