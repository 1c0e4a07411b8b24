/* Searches a planted value in a sink, in the spellings a leak could take. */

/** The value itself, lower case, percent-encoded, JSON-escaped, entity-encoded, base64, hex, reversed, digits alone. */
function spellingsOf(canary: string): readonly string[] {
  const bytes = Buffer.from(canary);
  const digits = canary.replace(/\D/g, "");
  return [
    canary,
    canary.toLowerCase(),
    encodeURIComponent(canary),
    canary.replaceAll(" ", "+"),
    JSON.stringify(canary).slice(1, -1),
    [...canary].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
    canary.replaceAll("@", "&#64;"),
    canary.replaceAll("@", "\\u0040"),
    bytes.toString("base64").replace(/=+$/, "").slice(0, -1),
    bytes.toString("hex"),
    [...canary].reverse().join(""),
    ...(digits.length > 8 && /^[\d +().-]+$/.test(canary) ? [digits] : []),
  ];
}

/** The spelling that was found; undefined when there is none. */
export function findCanary(content: string, canary: string): string | undefined {
  const small = content.toLowerCase();
  return spellingsOf(canary).find((spelling) => small.includes(spelling.toLowerCase()));
}
