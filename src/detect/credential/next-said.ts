/* Finds the secret that the next sentence or the next turn of a chat says: `asks for the password. It was always X`. */

import type { Span } from "../../core/types.js";
import { looksTold } from "./coined.js";
import { isOtherUse } from "./other-use.js";
import { readValue } from "./value-extent.js";

const reach = 128;
const speaker = String.raw`[>\s]{0,4}(?:\[[^\]\n]{3,24}\] ?|\(?\d\d?[:.]\d\d(?:[:.]\d\d)?\)? ?)?(?:[\p{L}][\p{L}\p{N} ._()-]{0,32}[:：] ?)?`;
const pronoun =
  "it|that|this|das|es|dies|er|ça|c'|ce|celui-ci|cela|eso|esa|esto|ella|la mía|questa|quella|lei|essa|esta|isso|era|ela|dat|het|die|to|ono|on|это|он|она|он всегда|это всегда|bu|o|det|den|se|ez|az|acela|aceea|asta";
const copula =
  "is|was|'s|ist|war|wäre|lautet|lautete|est|était|es|era|sería|è|é|foi|jest|było|było|brzmi|je|byl[oa]?|был[oа]?|ser|var|är|er|oli|on|volt|este|hiçbir";
const adverb =
  "always|still|just|only|simply|actually|usually|immer|noch|einfach|nur|eigentlich|bisher|toujours|encore|juste|simplement|siempre|todavía|solo|simplemente|sempre|ancora|solo|semplicemente|ainda|só|altijd|nog|gewoon|zawsze|ciągle|nadal|tylko|po prostu|vždy|pořád|jen|всегда|просто|ещё|еще|раньше|до сих пор|hep|hâlâ|sadece|alltid|bara|bare|fortfarande|stadig|aina|mindig|mereu|încă|before|früher|avant|antes|prima|vroeger|set to|like|wie";
const lead = new RegExp(
  `^[^\\n.?!]{0,56}(?:[.?!…]{1,3} {1,2}|[.?!…]{0,3}[^\\S\\n]{0,3}\\n${speaker})(?:(?:but|and|so|well|hm+|yes|yeah|no|ja|also|oui|sí|sì|da|да|ну|aber|und|mais|et|pero|y|ma|e|ale|i|а|но)[, ]{1,2}){0,2}(?:${pronoun})(?: ?(?:${copula}))(?: (?:${adverb})){0,3}:? ["'\`„“«]?(?=\\S{6})`,
  "iu",
);

/** The secret said behind the label's sentence; undefined in most texts. */
export function readNextSaid(text: string, labelEnd: number): Span | undefined {
  const found = lead.exec(text.slice(labelEnd, labelEnd + reach));
  const value = found === null ? undefined : readValue(text, labelEnd + found[0].length, 64);
  if (value === undefined || isOtherUse(text, value)) return undefined;
  const token = text.slice(value.start, value.end);
  return looksTold(token, 7) && /\p{L}{2}/u.test(token) && !/[/\\@(]|:$/.test(token) ? value : undefined;
}
