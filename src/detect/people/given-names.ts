/* Given names of some 50 countries: a word among them is a name wherever a name may stand. */

import { latinNames } from "./given-names-latin.js";
import { moreNames } from "./given-names-more.js";
import { otherNames } from "./given-names-other.js";
import { commonNicknames } from "./nicknames.js";

let names: ReadonlySet<string> | undefined;

/** Made when first asked: texts without a cue never need it. */
const load = (): ReadonlySet<string> =>
  new Set([...`${latinNames} ${moreNames} ${otherNames}`.trim().split(/\s+/), ...commonNicknames()]);

const isKnown = (name: string): boolean => (names ??= load()).has(name);

/** `name` as written, with its capital; double names count by their first half: Marie-Claire, Hans-Peter. */
export function isGivenName(name: string): boolean {
  if (isKnown(name)) return true;
  const hyphen = name.indexOf("-");
  return hyphen > 2 && isKnown(name.slice(0, hyphen));
}

/** For texts without capitals, such as transcripts. */
export const isGivenNameInSmall = (name: string): boolean =>
  isGivenName(name.charAt(0).toUpperCase() + name.slice(1));
