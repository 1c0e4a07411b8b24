/* Finds the route of a method and path among templates such as `PUT /api/v2/tickets/{id}`. */

import type { BodyUse, DeskRoute } from "../core/desk.js";
import type { FieldRole } from "../core/types.js";
import { createFieldMap, type FieldPaths } from "./field-map.js";

export interface RouteSpec {
  /** `METHOD[,METHOD] /path/{id}`; a trailing `.json` in the request is ignored where the desk allows it. */
  readonly match: string;
  readonly body?: BodyUse;
  readonly fields?: FieldPaths;
  /** Query parameters with a role of their own; all others are `query`. */
  readonly query?: Readonly<Record<string, FieldRole>>;
}

interface CompiledRoute {
  readonly segments: readonly string[];
  readonly route: DeskRoute;
}

/** Identifiers only: a segment with dots alone, escapes or slashes could mean another path to the desk. */
const identifier = /^[\w-]+(?:\.[\w-]+)*$/;
const parameter = "{}";

function compileRoute(method: string, path: string, spec: RouteSpec): CompiledRoute {
  const query = spec.query ?? {};
  const annotate = createFieldMap(spec.fields ?? {});
  return {
    segments: path.split("/").map((segment) => (segment.startsWith("{") ? parameter : segment)),
    route: {
      id: `${method} ${path}`,
      body: spec.body ?? "document",
      annotate,
      queryRole: (name) => query[name] ?? "query",
    },
  };
}

function matches(segments: readonly string[], path: readonly string[]): boolean {
  return segments.every((segment, position) => {
    const given = path[position] ?? "";
    return segment === parameter ? identifier.test(given) : segment === given;
  });
}

export interface RouteTableOptions {
  readonly routes: readonly RouteSpec[];
  /** Field paths for a path that no route knows. */
  readonly fallback: FieldPaths;
  /** Role of the query parameters of such a path. Default: `query`. */
  readonly fallbackQuery?: FieldRole;
  /** Ignored at the end of a path, as `.json`. */
  readonly suffix?: string;
}

/** Compiles the table; look-up is by method and number of segments, then linear in a handful of routes. */
export function createRouteTable(options: RouteTableOptions): (method: string, path: string) => DeskRoute {
  const table = new Map<string, CompiledRoute[]>();
  for (const spec of options.routes) addRoute(table, spec);
  const other = compileRoute("ANY", "other", { match: "", fields: options.fallback }).route;
  const { fallbackQuery = "query" } = options;
  const unknown: DeskRoute = { ...other, id: "other", queryRole: () => fallbackQuery };
  const suffix = options.suffix ?? "";
  return (method, path) => {
    const bare = suffix !== "" && path.endsWith(suffix) ? path.slice(0, -suffix.length) : path;
    const segments = bare.split("/");
    const candidates = table.get(`${method} ${String(segments.length)}`) ?? [];
    return candidates.find((candidate) => matches(candidate.segments, segments))?.route ?? unknown;
  };
}

const parametersOf = ({ segments }: CompiledRoute): number =>
  segments.filter((segment) => segment === parameter).length;

/** `update_many` before `{id}`; the sort is stable. */
const byParameters = (a: CompiledRoute, b: CompiledRoute): number => parametersOf(a) - parametersOf(b);

function addRoute(table: Map<string, CompiledRoute[]>, spec: RouteSpec): void {
  const [methods = "", path = ""] = spec.match.split(" ");
  for (const method of methods.split(",")) {
    const compiled = compileRoute(method, path, spec);
    const slot = `${method} ${String(compiled.segments.length)}`;
    const routes = table.get(slot) ?? [];
    routes.push(compiled);
    table.set(slot, routes.sort(byParameters));
  }
}
