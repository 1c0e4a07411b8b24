/* The detectors of persons and organisations by name. */

import { nameInGreeting } from "./greeting.js";
import { nameInHeader } from "./header.js";
import { nameAfterLabel } from "./label.js";
import { nameInSignature } from "./signature.js";
import { nameOfSpeaker } from "./speaker.js";
import { organization } from "./organization.js";
import { nameWithPossessive } from "./possessive.js";
import { nameInSentence } from "./statement.js";

export const people = {
  "name-after-label": nameAfterLabel,
  "name-in-greeting": nameInGreeting,
  "name-in-header": nameInHeader,
  "name-in-sentence": nameInSentence,
  "name-in-signature": nameInSignature,
  "name-of-speaker": nameOfSpeaker,
  "name-with-possessive": nameWithPossessive,
  organization,
} as const;
