/* Says whether a token looks made by a machine: session ids, login keys, signatures. */

/** Words of paths and file names: small letters between marks. */
const wordy = /^[A-Z]{0,20}(?:[-_.][A-Z]{1,20}|[-_.]\d{1,4}){0,24}$/i;
const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

export function isUuid(token: string): boolean {
  return uuid.test(token);
}

/** True for at least `least` units with digits among letters, and no words between marks. */
export function isOpaque(token: string, least: number): boolean {
  if (token.length < least || !/\d/.test(token) || !/[A-Z]/i.test(token)) {
    return token.length >= Math.max(least, 20) && isMixedCase(token);
  }
  if (/[\s<>{}[\]"]|\d\.\d|\.\.\./.test(token) || /^(?:\$|%\w+%)/.test(token)) return false;
  return !wordy.test(token) && hasChanges(token);
}

/** Capitals inside words, again and again: no words of people. */
function isMixedCase(token: string): boolean {
  return /^[\w.~%-]+$/.test(token) && (token.match(/[a-z][A-Z]/g)?.length ?? 0) >= 3;
}

/** Letters and digits alternate, or it is one long run of hex digits. */
function hasChanges(token: string): boolean {
  const changes = token.match(/[A-Z]\d|\d[A-Z]/gi)?.length ?? 0;
  return changes >= 2;
}
