/* Routes of webhooks: a kind of delivery has no path of its own, only a name and the fields of its body. */

import type { DeskRoute } from "../../core/desk.js";
import type { Delivery } from "../../core/webhook.js";
import type { FieldRole } from "../../core/types.js";
import type { Anywhere } from "../anywhere.js";
import { createFieldMap, type FieldSource } from "../field-map.js";

export interface DocumentRouteOptions {
  /** Query parameters with a role of their own; the others have that of their field in the body. */
  readonly query?: Readonly<Record<string, FieldRole>>;
  /** What holds wherever it stands. */
  readonly anywhere?: Anywhere;
}

/** `id`: name of the kind for logs and metrics, as `webhook ticket`. Holds no value. */
export function documentRoute(
  id: string,
  fields: FieldSource,
  options: DocumentRouteOptions = {},
): DeskRoute {
  const annotate = createFieldMap(fields, options.anywhere);
  const { query = {} } = options;
  return {
    id,
    body: "document",
    annotate,
    annotateAnswer: annotate,
    longest: {},
    queryRole: (name) => (Object.hasOwn(query, name) ? query[name] : undefined),
  };
}

/** One desk, several kinds of webhook. `kindOf` must answer for every delivery, broken ones included. */
export function routeByKind<Kind extends string>(
  kindOf: (delivery: Delivery) => Kind,
  routes: Readonly<Record<Kind, DeskRoute>>,
): (delivery: Delivery) => DeskRoute {
  return (delivery) => routes[kindOf(delivery)];
}
