/* Tells from the name of a JSON key, form field or custom field whether its value is a phone number. */

import { memoByKey } from "../../core/key-memo.js";
import { kindOfWord } from "./lexicon.js";

/** Last words of keys that say something about a phone but hold no number. */
const aspects = new Set(
  (
    "id ids type types count status model os version verified validated verification brand at date name label country region format " +
    "enabled carrier provider optin consent time hours url uri system channel platform app device code prefix extension typ art"
  ).split(" "),
);
/** Keys whose words are ordinary words elsewhere; `cf_` begins the name of a desk's custom field. */
const phrases = /^(?:cf)?(?:contact|callback|caller|sms|work|home)(?:number|no|nr|num)$/;
const closed = /(?:phone|phones|telefon|telefono|mobile|fax|gsm)$/;

/** `contactPhone_number` → `contact phone number`; the messenger's own capital parts no words. */
function wordsOf(key: string): readonly string[] {
  return key
    .replace(/WhatsApp/g, "Whatsapp")
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/\P{L}+/u)
    .filter((word) => word !== "");
}

/** Longer names are prose, not keys. */
const longestKey = 80;

export type KeyCalling = "phone" | "not" | "unknown";

/** What a key says of its value. */
export const callingOfKey = (key: string | undefined): KeyCalling =>
  key === undefined || key.length > longestKey ? "unknown" : rememberedCalling(key);

const rememberedCalling = memoByKey(readKey);

function readKey(key: string): KeyCalling {
  const words = wordsOf(key);
  const last = words.at(-1);
  if (last === undefined) return "unknown";
  const kinds = words.map(kindOfWord);
  const isPhone =
    kinds.includes("strong") ||
    closed.test(words.join("")) ||
    phrases.test(words.join("")) ||
    last === "callback";
  if (isPhone) return aspects.has(last) ? "not" : "phone";
  return kinds.includes("not") ? "not" : "unknown";
}
