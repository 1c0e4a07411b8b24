/* One JSON body through one desk, as tables of tests write it: what arrives, with `#` for each mask. */

import type { Desk } from "../../src/core/desk.js";
import { desks, type DeskName } from "../../src/desks/index.js";
import { deliveryOf } from "./deliveries.js";
import { anyLabel, redactor } from "./redactor.js";

const every = new RegExp(anyLabel, "g");

/** A route by `METHOD /path`, of an answer by a `<` before it, or of a webhook. */
function routeOf(desk: Desk, route: string, body: Buffer) {
  const [method = "", path] = route.replace("<", "").split(" ");
  if (path !== undefined) return desk.route(method, path);
  return desk.webhooks?.route(deliveryOf({ body })) ?? desk.route("POST", "/");
}

/** `route`: `METHOD /path`, the same with `<` before it for the answer, or anything else for a webhook. */
export async function redactAt(name: DeskName, route: string, content: unknown): Promise<unknown> {
  const body = Buffer.from(JSON.stringify(content));
  const desk = desks[name];
  const options = {
    desk,
    route: routeOf(desk, route, body),
    ...(route.startsWith("<") && ({ direction: "response" } as const)),
  };
  const { payload } = await redactor.redact({ body, mediaType: "application/json" }, options);
  return JSON.parse(payload.body.toString().replace(every, "#"));
}
