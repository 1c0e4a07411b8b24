/* Finds a word that is used as a secret right behind its label: `both share the password X`, `usei a senha X`. */

import type { Span } from "../../core/types.js";
import { blockers, copulas, fillers, otherTails, stateEndings, stateWords } from "./lexicon-words.js";
import { createWordTrie } from "../word-trie.js";
import { isKnownForm } from "./known-shapes.js";
import { isGenericWord } from "./stand-in-words.js";

const reach = 48;
const before = 40;
/** What is done with a secret, up to its label. */
const giving =
  /(?:^|[^\p{L}])(?:with|using|tr(?:y|ied)|enter(?:ed)?|typed?|gave|shares?|shared|sharing|mit|verwende[nt]?|benutzen?|benutzt|nutzen?|probiert|avec|utilis\p{L}{1,5}|essay\p{L}{1,3}|tap\p{L}{1,3}|con|us[aeéo]\p{L}{0,4}|met|gebruik\p{L}{0,3}|com|z|с|med|använd\p{L}{0,3}|bruker?|still|noch|toujours|nog) (?:(?:the|same|old|new|that|one|our|my|das|dem|demselben|gleichen?|selben?|le|la|el|o|a|même|misma|mesma|stessa|het|hetzelfde|samma) ){0,3}$/iu;
/** The word, and what may go on behind it: the end of its clause, or the next one. */
const word =
  /^ (?:(?:still|noch|toujours|nog) )?(\p{L}[\p{L}\d]{3,23}(?:[._-]\p{L}[\p{L}\d]{1,23}){0,3})(?:[.!?]?(?=\s*(?:\n|$))|[.!?](?=\s)|[,;)](?=\s)|(?= (?:and|und|et|y|e|och|og|en|but|aber|que|which|die|das|from|since|until|on|for|für|pour|para|does|doesn't|works?|geht|is|isn't)\s))/u;
/** Nouns and adverbs that form a compound with the label or go on behind it. */
const compounds = new Set(
  [
    "reset resets field fields manager managers prompt policy policies protection generator box boxes hash hashes file",
    "files list lists page pages dialog dialogue window form forms login logon change changes recovery option options",
    "feature button link links screen hint hints store vault database mail email entry entries again twice only",
    "safe safely here there below above instead today yesterday tomorrow later now once everywhere anymore anyway",
    "authentication auth access prompts attempt attempts rules rule strength spray spraying breach leak leaks sharing",
    "correctly wrongly first once alone both together already myself yourself himself herself themselves please thanks",
    "sync rotation management manually card cards book sheet note notes letter envelope system service server app apps",
    "provider keeper safe filler autofill import export checker check audit audits tool tools question questions code",
    "user username account portal site website name names monday tuesday wednesday thursday friday saturday sunday",
    "from with without that this then than when what which shown given sent told known written chosen seen gone worn",
  ]
    .join(" ")
    .split(" "),
);
const other = /(?:ed|ing|ly|tion|ment|ness|ity|less|ful|able|ible|ive|ous|ies|geschützt|t)$/u;

function isCompound(token: string): boolean {
  const small = token.toLowerCase();
  if (compounds.has(small) || otherTails.has(small) || blockers.has(small) || stateWords.has(small))
    return true;
  if (fillers.has(small) || copulas.has(small) || isGenericWord(small)) return true;
  // Verbs: `the password opens on my phone`.
  if (token === small && /[^s]s$/.test(small)) return true;
  return stateEndings.test(small) || other.test(small);
}

/** The last word of what is done with a secret; nearly all words before a label are others. */
const lastWords = createWordTrie(() =>
  [
    "with using use used uses try tried enter entered type typed gave share shares shared sharing the same old new that one",
    "our my mit verwende verwenden verwendet benutzen benutzt nutze nutzen probiert das dem demselben gleiche gleichen selbe",
    "selben avec utilise utilisez utilisant le la même con usa use uso usando usato usei usamos usano misma mesma stessa el o",
    "a met gebruik gebruikt het hetzelfde com z med samma bruker still noch toujours nog",
  ]
    .join(" ")
    .split(" ")
    .map((word) => ({ word, value: 1 })),
);

function mayBeGiven(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 0x20) return false;
  let first = start - 1;
  while (first > start - 16 && isLetterUnit(text.charCodeAt(first - 1))) first--;
  return first < start - 1 && lastWords.inText(text, first, start - 1) !== 0;
}

const isLetterUnit = (unit: number): boolean =>
  (unit | 0x20) >= 0x61 && ((unit | 0x20) <= 0x7a || unit >= 0xc0);

/** The word behind the label; undefined in most texts. */
export function readUsedWord(text: string, { start, end }: Span): Span | undefined {
  if (!mayBeGiven(text, start) && !text.startsWith(" still ", end)) return undefined;
  const found = word.exec(text.slice(end, end + reach));
  const token = found?.[1];
  if (found === null || token === undefined) return undefined;
  const joined = /[._-]/.test(token);
  if (joined ? isKnownForm(token) || token === token.toUpperCase() : isCompound(token)) return undefined;
  if (!giving.test(text.slice(Math.max(0, start - before), start)) && !found[0].startsWith(" still "))
    return undefined;
  const at = end + found[0].indexOf(token);
  return { start: at, end: at + token.length };
}
