/* The table of samples, by desk and event. */

import { deskSamples } from "./desks.js";
import type { DeskSamples } from "./sample.js";
import { zendeskSamples } from "./zendesk.js";

export const samples: Readonly<Record<string, DeskSamples>> = { ...deskSamples, zendesk: zendeskSamples };
