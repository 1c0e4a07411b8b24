/* What stands before a quoted value in program code: string prefixes, hash functions, look-ups with a default. */

/** `getenv('NAME') ?: 'value'`, `os.environ.get("NAME", "value")`: up to the quotation mark of the default. */
const environment =
  /^(?:getenv|env|os\.getenv|os\.environ\.get|ENV\.fetch|System\.getenv|process\.env|import\.meta\.env|ENV|\$_ENV|os\.environ)(?:\(["']\w{1,60}["']\)?|\[["']\w{1,60}["']\]|\.\w{1,60})\s{0,2}(?:\?:|\?\?|\|\||or|,)\s{0,2}(?=["'`])/;
/** The secret stands in quotation marks behind the name of a hash function, or behind the prefix of a string. */
const wrapped =
  /^(?:(?:old_)?password|md5|sha1|sha2|sha256|encrypt|crypt|bcrypt|hash|hashpw|make_password|password_hash)\(\s?[Nb]?(?=["'])|^[Nburf@](?=["'])/i;

const longestHead = 40;
const longestOpening = 120;

/** Units of `[\w.$@]`. */
const headUnits = new Uint8Array(0x80);
for (let code = 0; code < 0x80; code++) if (/[\w.$@]/.test(String.fromCharCode(code))) headUnits[code] = 1;

function headEnd(text: string, at: number): number {
  const stop = Math.min(text.length, at + longestHead);
  let end = at;
  for (; end < stop; end++) {
    const code = text.charCodeAt(end);
    if (code >= 0x80 || headUnits[code] !== 1) break;
  }
  return end;
}

/** Prose has a blank behind its first word; only `process.env.NAME || 'x'` has one too. */
function mayOpenCode(text: string, at: number, end: number): boolean {
  if (text.charAt(end) === " ")
    return text.startsWith("process.env", at) || text.startsWith("import.meta", at);
  return end > at && end < text.length && "\"'([".includes(text.charAt(end));
}

/** Behind everything before the quotation mark of the value; `at` when no code stands there. */
export function skipCodeOpening(text: string, at: number): number {
  if (!mayOpenCode(text, at, headEnd(text, at))) return at;
  const ahead = text.slice(at, at + longestOpening);
  return at + (environment.exec(ahead)?.[0].length ?? wrapped.exec(ahead)?.[0].length ?? 0);
}
