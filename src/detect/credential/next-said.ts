/* Finds the secret that the next sentence or the next turn of a chat says: `asks for the password. It was always X`. */

import type { Span } from "../../core/types.js";
import { turnName, turnTime } from "./chat-turn.js";
import { looksTold } from "./coined.js";
import { isOtherUse } from "./other-use.js";
import { readValue } from "./value-extent.js";

const reach = 128;
const speaker = `${turnTime}(?:${turnName})?`;
const pronoun =
  "it|that|this|das|es|dies|er|ça|c'|ce|celui-ci|cela|eso|esa|esto|ella|la mía|questa|quella|lei|essa|esta|isso|era|ela|dat|het|die|to|ono|on|это|она?|bu|o|det|den|se|[ea]z|acela|aceea|asta";
const copula =
  "is|was|'s|ist|war|wäre|lautet|lautete|est|était|es|era|sería|[èé]|foi|jest|było|brzmi|je|byl[oa]?|ser|var|är|er|oli|on|volt|este";
const adverb =
  "always|still|just|only|simply|actually|usually|immer|noch|einfach|nur|eigentlich|bisher|toujours|encore|juste|simplement|siempre|todavía|solo|simplemente|sempre|ancora|semplicemente|ainda|só|altijd|nog|gewoon|zawsze|ciągle|nadal|tylko|po prostu|vždy|pořád|jen|всегда|просто|ещё|еще|раньше|до сих пор|hep|hâlâ|sadece|alltid|bara|bare|fortfarande|stadig|aina|mindig|mereu|încă|before|früher|avant|antes|prima|vroeger|set to|like|wie";
const lead = new RegExp(
  `^[^\\n.?!]{0,56}(?:[.?!…]{1,3} {1,2}|[.?!…]{0,3}[^\\S\\n]{0,3}\\n${speaker})(?:(?:but|and|so|well|hm+|yes|yeah|no|ja|also|oui|sí|sì|da|да|ну|aber|und|mais|et|pero|ma|ale|[yeiа]|но)[, ]{1,2}){0,2}(?:${pronoun}) ?(?:${copula})(?: (?:${adverb})){0,3}:? ["'\`„“«]?(?=\\S{6})`,
  "iu",
);

const longestRest = 58;

/** The sentence or line ends close behind, and another one follows. */
function endsSoon(text: string, from: number): boolean {
  const stop = Math.min(text.length - 1, from + longestRest);
  for (let at = from; at < stop; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return true;
    if (unit === 0x2e || unit === 0x3f || unit === 0x21 || unit === 0x2026)
      return text.charCodeAt(at + 1) <= 0x20;
  }
  return false;
}

/** The secret said behind the label's sentence; undefined in most texts. */
export function readNextSaid(text: string, labelEnd: number): Span | undefined {
  if (!endsSoon(text, labelEnd)) return undefined;
  const found = lead.exec(text.slice(labelEnd, labelEnd + reach));
  const value = found === null ? undefined : readValue(text, labelEnd + found[0].length, 64);
  if (value === undefined || isOtherUse(text, value)) return undefined;
  const token = text.slice(value.start, value.end);
  return looksTold(token, 7) && /\p{L}{2}/u.test(token) && !/[/\\@(]|:$/.test(token) ? value : undefined;
}
