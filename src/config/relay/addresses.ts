/* Which addresses may stand in the configuration: HTTP alone, and nothing in them that is a secret or never sent. */

import { checkDestinationUrl, destinationFaults } from "../../core/destination-url.js";
import { referenceShape } from "./secret-reference.js";

/** What is wrong with the address of a destination, in words that do not repeat it; undefined: nothing. */
export function destinationFault(text: string, networks: readonly string[]): string | undefined {
  const checked = checkDestinationUrl(text, networks);
  return "fault" in checked ? `the address ${destinationFaults[checked.fault]}` : undefined;
}

/** The same for one that may also be named, since the addresses of chat tools are secrets. */
export const givenAddressFault = (text: string, networks: readonly string[]): string | undefined =>
  referenceShape.test(text) ? undefined : destinationFault(text, networks);

/** Ours, as senders call it: it may well be in a private network. */
export function publicAddressFault(text: string): string | undefined {
  const checked = checkDestinationUrl(text, ["0.0.0.0/0", "::/0"]);
  if ("fault" in checked) return `the address ${destinationFaults[checked.fault]}`;
  return checked.url.search === "" ? undefined : "leave the query out: it is the sender's";
}
