/* Between a vendor's name and its token: what lines of configuration, code, tables and sentences put there. */

/** Words that say a value is a secret. */
const keyWord =
  "(?:key|token|secret|passw(?:or)?d|passphrase|auth|credential|access|bearer|client.?id|webhook|pat\\b|api" +
  "|schl(?:ü|ue)ssel|clave|chave|chiave|clé\\b|sleutel|klucz|ключ)";

/** From the vendor to the key word: `datadog: {"api_key"`, `https://api.example/v1?token`. */
const way = "[\\w\\s.:;{}()\\[\\]\"'`\\\\/?&=@%,|<>*#$~+-]{0,48}?";
/** The rest of a name, and a word of a declaration. */
const nameEnd = "[\\w.-]{0,16}(?:[ \\t](?:string|str|value|id|for[ \\t]\\w{1,16}|\\(\\w{1,16}\\)))?";
const closing = "[\"'`\\])>*\\\\]{0,4}";
const copula = "(?:is|was|ist|lautet|es|est|é|è|это)[ \\t]?:?[ \\t\"'`\\n]";
const sign = `(?:[:?|+.]{0,3}[=:]{1,2}>?|[-=]>|[→>,(|]|${copula}|\\s{1,12}value["']?[ \\t]?[=:])`;
const opening = "[\\s\"'`\\\\(<\\[*|]{0,8}(?:(?:Bearer|Token|Basic|Bot|SSWS|GenieKey)[ \\t])?";
/** Without a key word only an assignment to the vendor's own name counts: `fern = TOKEN`, `fern: "TOKEN"`. */
const assignment = "[_-]?[\"'`\\])]{0,3}[ \\t]{0,3}(?:(?:[:?|+.]{0,3}=>?)|(?:[\"']:)|(?::[ \\t]{0,3}[\"'`]))";

const escaped = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/**
 * The expression of a value that counts behind one of the words only, in any case: with a key word between the two, or
 * assigned to the word. The value ends where no letter, digit, `_` or `-` follows.
 */
export function labelledExpression(words: readonly string[], value: string): string {
  const named = `${way}${keyWord}${nameEnd}${closing}(?:[ \\t]{0,3}${sign}|[\\s"'\`(\\[])`;
  return `(?i:(?:${words.map(escaped).join("|")})(?:${named}|${assignment})${opening})(?<value>${value})(?:[^\\w-]|$)`;
}
