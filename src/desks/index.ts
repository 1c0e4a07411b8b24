/* The table of ticketing tools. Its keys are the names that configuration and command line accept. */

import type { Desk } from "../core/desk.js";
import { freshdesk } from "./freshdesk.js";
import { front } from "./front.js";
import { generic } from "./generic.js";
import { helpscout } from "./helpscout.js";
import { hubspot } from "./hubspot.js";
import { intercom } from "./intercom.js";
import { jira } from "./jira.js";
import { livechat } from "./livechat.js";
import { mailchimp } from "./mailchimp.js";
import { mattermost } from "./mattermost.js";
import { osticket } from "./osticket.js";
import { requestTracker } from "./request-tracker.js";
import { slack } from "./slack.js";
import { sunshine } from "./sunshine.js";
import { talkdesk } from "./talkdesk.js";
import { xenforo } from "./xenforo.js";
import { zammad } from "./zammad.js";
import { zendesk } from "./zendesk.js";

export const desks = {
  generic,
  zendesk,
  freshdesk,
  front,
  helpscout,
  hubspot,
  intercom,
  jira,
  livechat,
  mailchimp,
  mattermost,
  osticket,
  "request-tracker": requestTracker,
  slack,
  sunshine,
  talkdesk,
  xenforo,
  zammad,
} as const satisfies Record<string, Desk>;

export type DeskName = keyof typeof desks;

export const deskNames = Object.keys(desks) as readonly DeskName[];
