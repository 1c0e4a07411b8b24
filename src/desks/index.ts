/* The table of ticketing tools. Its keys are the names that configuration and command line accept. */

import type { Desk } from "../core/desk.js";
import { freshdesk } from "./freshdesk.js";
import { front } from "./front.js";
import { generic } from "./generic.js";
import { helpscout } from "./helpscout.js";
import { hubspot } from "./hubspot.js";
import { intercom } from "./intercom.js";
import { mailchimp } from "./mailchimp.js";
import { zendesk } from "./zendesk.js";

export const desks = {
  generic,
  zendesk,
  freshdesk,
  front,
  helpscout,
  hubspot,
  intercom,
  mailchimp,
} as const satisfies Record<string, Desk>;

export type DeskName = keyof typeof desks;

export const deskNames = Object.keys(desks) as readonly DeskName[];
