/* Tells `root/calvin`, the password a machine came with, from the many pairs of plain words that a slash joins. */

import { userWords } from "./login-words.js";
import { isSole, type Extent } from "./value-extent.js";
import { shapeOf } from "./value-shape.js";

const userNames: ReadonlySet<string> = new Set(userWords);
const roleWords = new Set(
  "użytkownik uzytkownik usuário utilizador utente gebruiker editor kullanıcı användare ssh ftp http https user users admin admins administrator root owner editor viewer guest gast staff support manager moderator mitarbeiter redakteur password passwort pass login logout usuario utilisateur benutzer sudo shell access group wheel false true".split(
    " ",
  ),
);

/** Owners of a whole machine; their folders are no passwords. */
const owners: ReadonlySet<string> = new Set(["root", "admin", "administrator"]);
const folders: ReadonlySet<string> = new Set(
  "home config conf backup backups html temp boot logs data files public cron mail dev www lib opt usr var bin sbin proc media".split(
    " ",
  ),
);

/** `on 192.0.2.44` right behind a pair. */
const addressBehind =
  /(?:\s{1,2}(?:on|at|auf|bei|sur|en|su|op|na|em|в|на))?[\s,;@]{1,3}(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/uy;

/** Without a log-in word in front, the machine must be named behind the pair. */
function isAddressed(text: string, user: string, { start, end }: Extent): boolean {
  if (!owners.has(user.toLowerCase()) || folders.has(text.slice(start, end).toLowerCase())) return false;
  addressBehind.lastIndex = end;
  return addressBehind.test(text);
}

/** `root/calvin`: a plain word behind a known user name, when it is not a role (`root/admin`). */
function isFactoryWord(token: string): boolean {
  if (token.length < 4 || token.length > 24 || roleWords.has(token.toLowerCase())) return false;
  return /^[\p{L}\d]+$/u.test(token) && shapeOf(token) !== "refused";
}

/** `editor2` */
export const isRole = (token: string): boolean => roleWords.has(token.toLowerCase().replace(/\d{1,3}$/, ""));

export interface Circumstances {
  /** Right behind a log-in word. */
  readonly factory: boolean;
  /** A slash or bar without a blank before it. */
  readonly touching: boolean;
}

/** Whether a plain word behind a known user name is its password. */
export function isFactoryPair(
  text: string,
  { user, extent }: { readonly user: string; readonly extent: Extent },
  { factory, touching }: Circumstances,
): boolean {
  if (!userNames.has(user.toLowerCase()) || !isFactoryWord(text.slice(extent.start, extent.end)))
    return false;
  return (factory && isSole(text, extent)) || (touching && isAddressed(text, user, extent));
}
