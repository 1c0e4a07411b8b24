/* The table of ticketing tools. Its keys are the names that configuration and command line accept. */

import type { Desk } from "../core/desk.js";
import { generic } from "./generic.js";
import { jira } from "./jira.js";
import { mattermost } from "./mattermost.js";
import { osticket } from "./osticket.js";
import { requestTracker } from "./request-tracker.js";
import { slack } from "./slack.js";
import { xenforo } from "./xenforo.js";
import { zammad } from "./zammad.js";
import { zendesk } from "./zendesk.js";

export const desks = {
  generic,
  jira,
  mattermost,
  osticket,
  "request-tracker": requestTracker,
  slack,
  xenforo,
  zammad,
  zendesk,
} as const satisfies Record<string, Desk>;

export type DeskName = keyof typeof desks;

export const deskNames = Object.keys(desks) as readonly DeskName[];
