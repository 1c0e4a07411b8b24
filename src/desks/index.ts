/* The table of ticketing tools. Its keys are the names that configuration and command line accept. */

import type { Desk } from "../core/desk.js";
import { generic } from "./generic.js";
import { jira } from "./jira.js";
import { zendesk } from "./zendesk.js";

export const desks = { generic, jira, zendesk } as const satisfies Record<string, Desk>;

export type DeskName = keyof typeof desks;

export const deskNames = Object.keys(desks) as readonly DeskName[];
