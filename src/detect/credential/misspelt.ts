/* How labels are misspelt: made from the words, so that no text costs more. */

/** Words so often misspelt that their neighbours are looked for, too. */
export const misspelt = ["password", "passwort", "passcode", "kennwort", "contraseña", "passphrase"];
/** Spellings that are words of their own. */
const ownWords = new Set(["passord", "passwords", "passworts"]);

/** Letters beside each other on a keyboard, and vowels that sound alike. */
const confused: Readonly<Record<string, string>> = {
  a: "se",
  s: "azd",
  w: "qev",
  o: "ia0p",
  r: "te",
  d: "sft",
  t: "dr",
  e: "ai",
  i: "eo",
  n: "m",
  c: "sk",
};

/** A letter left out, doubled, turned round with the next one, or another for it. */
export function slipsOf(word: string): readonly string[] {
  const slips = new Set<string>();
  for (let at = 1; at < word.length; at++) {
    const [head, unit, tail] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
    slips.add(head + tail);
    slips.add(head + unit + unit + tail);
    if (tail !== "") slips.add(head + tail.charAt(0) + unit + tail.slice(1));
    for (const other of confused[unit] ?? "") slips.add(head + other + tail);
  }
  slips.delete(word);
  return [...slips].filter((slip) => !ownWords.has(slip) && !misspelt.includes(slip));
}
