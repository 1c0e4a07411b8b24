/* Any tool we have no map of: every string is content, recipients are told by shape, errors are problem+json. */

import type { Desk } from "../core/desk.js";
import { refuseWithProblem } from "./problem-json.js";
import { refineByShape } from "./recipients.js";
import { createRouteTable } from "./route-table.js";

const route = createRouteTable({
  routes: [],
  fallback: {},
  fallbackQuery: "content",
  refine: refineByShape,
});

export const generic: Desk = { name: "generic", route, refuse: refuseWithProblem };
