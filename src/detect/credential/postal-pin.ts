/* The codes of India's post are called PINs as well: `Mysuru, PIN: 570001`, `PIN code 411001 is the postal code`. */

import type { Judged } from "./judged.js";

const postalPin = /^[1-8]\d{5}$/;
const town = /\p{Lu}\p{Ll}{3,20}, \(?$/u;
const posted =
  /(?<!\p{L})(?:postal|post ?code|zip|post office|india|indian|address|city|town|village|dist|district|state|nagar|pradesh|locality|courier|parcel|dispatch\p{L}{0,2}|deliver(?:y|ed|ing|s)?|ship(?:s|ped|ping|ment)?)(?!\p{L})/iu;
const lockerTalk = /lock|alarm|door|gate|phone|sim\b|card|safe|mailbox|voicemail|login|log in|app\b/i;

export function isPostalPin({ token, before, behind }: Pick<Judged, "token" | "before" | "behind">): boolean {
  if (!postalPin.test(token) || lockerTalk.test(before())) return false;
  return town.test(before()) || posted.test(before()) || posted.test(behind());
}
