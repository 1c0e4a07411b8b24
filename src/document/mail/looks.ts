/* Tells a mail by its first lines: at least two headers that mails have, and nothing but headers before the empty line. */

const typical =
  /^(?:from|to|subject|date|received|message-id|mime-version|return-path|delivered-to|reply-to|sender|x-mailer|dkim-signature|content-type|in-reply-to|references|x-received|arc-seal|authentication-results):$/;

/** RFC 5322, 2.2. */
const label = /^[\x21-\x39\x3b-\x7e]{1,200}:/;
const enough = 2;
/** How much of a file is looked at, bytes. */
export const mailHead = 4096;

/** `head`: the first bytes as latin1; `mailHead` of them may be cut anywhere. */
export function looksLikeMail(head: string): boolean {
  const seen = new Set<string>();
  const lines = head.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (line === "") return seen.size >= enough;
    if (/^[\t ]/.test(line)) {
      if (at === 0) return false;
      continue;
    }
    if (at === 0 && line.startsWith("From ")) continue;
    // The last line of a head may be cut.
    const name = label.exec(line)?.[0].toLowerCase();
    if (name === undefined) return head.length >= mailHead && at === lines.length - 1 && seen.size >= enough;
    if (typical.test(name)) seen.add(name);
  }
  return seen.size >= enough;
}
