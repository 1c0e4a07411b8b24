/* Tells a mail by its first lines: at least two headers that mails have before anything that is no header. */

const typical =
  /^(?:from|to|cc|bcc|subject|date|received|message-id|mime-version|return-path|delivered-to|reply-to|sender|x-mailer|dkim-signature|content-type|content-transfer-encoding|content-disposition|in-reply-to|references|x-received|arc-seal|authentication-results):$/;

/** RFC 5322, 2.2. */
const label = /^[\x21-\x39\x3b-\x7e]{1,200}:/;
const enough = 2;
/** UTF-16 units of a line that are looked at. */
const longest = 256;

/** `head`: the first bytes of a file as latin1. */
export function looksLikeMail(head: string): boolean {
  const seen = new Set<string>();
  for (let [at, end] = [0, 0]; at < head.length; at = end + 1) {
    end = head.indexOf("\n", at);
    if (end === -1) end = head.length;
    const line = head.slice(at, Math.min(end, at + longest));
    if (line === "" || line === "\r") break;
    if (/^[\t ]/.test(line) || (at === 0 && line.startsWith("From "))) continue;
    const name = label.exec(line)?.[0].toLowerCase();
    if (name === undefined) break;
    if (typical.test(name)) seen.add(name);
    if (seen.size >= enough) return true;
  }
  return false;
}
