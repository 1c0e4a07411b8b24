/* Finds the route of a method and path among templates such as `PUT /api/v2/tickets/{id}`. */

import type { BodyUse, DeskRoute, LongestByRole } from "../core/desk.js";
import { lazily } from "../core/lazily.js";
import type { Audience, FieldRole } from "../core/types.js";
import type { Anywhere } from "./anywhere.js";
import { createFieldMap, type FieldPaths, type FieldSource } from "./field-map.js";

export interface RouteSpec {
  /** `METHOD[,METHOD] /path/{id}`; a trailing `.json` in the request is ignored where the desk allows it. */
  readonly match: string;
  readonly body?: BodyUse;
  /** Default: those of a path that no route knows. */
  readonly fields?: FieldPaths;
  /** Who reads what is written here, where no field of the body says more. */
  readonly audience?: Audience;
  /** Query parameters with a role of their own; what the others are depends on the method. */
  readonly query?: Readonly<Record<string, FieldRole>>;
}

interface CompiledRoute {
  readonly segments: readonly string[];
  readonly route: DeskRoute;
}

/** Identifiers only: a segment with dots alone, escapes or slashes could mean another path to the desk. */
const identifier = /^[\w-]+(?:\.[\w-]+)*$/;
const parameter = "{}";

/** Methods whose query only says what to look up. */
const reading = new Set(["GET", "HEAD", "OPTIONS"]);
/** What a write looks up by. */
const lookUp = /^(?:query|(?:[a-z]+_)?ids?)$/;

/** Servers take fields of a write from its query as well: there only look-ups are kept, the rest is read as a form. */
function roleOfParameter(method: string, name: string): FieldRole | undefined {
  return reading.has(method) || lookUp.test(name) ? "query" : undefined;
}

export type Annotate = DeskRoute["annotate"];

interface Compilation {
  readonly spec: RouteSpec;
  readonly longest: LongestByRole;
  readonly anywhere: Anywhere;
  /** Of routes without fields of their own. */
  readonly fallback: Annotate;
  /** Those have files. */
  readonly fallbackCarries: boolean;
  readonly answers: Annotate;
  refine(annotate: Annotate): Annotate;
}

function compileRoute(
  method: string,
  path: string,
  { spec, longest, anywhere, fallback, fallbackCarries, answers, refine }: Compilation,
): CompiledRoute {
  const query = new Map(Object.entries(spec.query ?? {}));
  const annotate = heardBy(
    spec.audience,
    spec.fields === undefined ? fallback : refine(createFieldMap(spec.fields, anywhere)),
  );
  return {
    segments: path.split("/").map((segment) => (segment.startsWith("{") ? parameter : segment)),
    route: {
      id: `${method} ${path}`,
      body: spec.body ?? "document",
      annotate,
      annotateAnswer: answers,
      longest,
      queryRole: (name) => query.get(name) ?? roleOfParameter(method, name),
      carriesFiles: spec.fields === undefined ? fallbackCarries : carriesFiles(spec.fields),
    },
  };
}

const carriesFiles = (fields: FieldPaths): boolean =>
  Object.values(fields).some((use) => use === "base64" || use === "data-url");

function heardBy(audience: Audience | undefined, annotate: Annotate): Annotate {
  if (audience === undefined) return annotate;
  return (document) => {
    const annotation = annotate(document);
    return { ...annotation, audience: (node) => annotation.audience(node) ?? audience };
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
  /** Field paths for a path that no route knows, and for routes without fields of their own. */
  readonly fallback: FieldPaths;
  /** Field paths of the desk's answers, whatever the route. Default: the fallback. */
  readonly answers?: FieldSource;
  /** What holds wherever it stands, in every route and answer. */
  readonly anywhere?: Anywhere;
  /** Role of the query parameters of such a path. Default: as for a known one. */
  readonly fallbackQuery?: FieldRole;
  /** Longest text by role. Default: none has a limit. */
  readonly longest?: LongestByRole;
  /** What the desk knows of its documents beyond paths; asked once for each set of field paths. */
  refine?(annotate: Annotate): Annotate;
  /** Ignored at the end of a path, as `.json`. */
  readonly suffix?: string;
}

/**
 * The table is compiled at the first look-up, which is by method and number of segments, then linear in a handful of
 * routes.
 */
export function createRouteTable(options: RouteTableOptions): (method: string, path: string) => DeskRoute {
  const table = lazily(() => compileTable(options));
  return (method, path) => table()(method, path);
}

function compileTable(options: RouteTableOptions): (method: string, path: string) => DeskRoute {
  const table = new Map<string, CompiledRoute[]>();
  const { longest = {}, anywhere = {} } = options;
  const refine = options.refine ?? ((annotate: Annotate) => annotate);
  const fallback = refine(createFieldMap(options.fallback, anywhere));
  const answers =
    options.answers === undefined ? fallback : refine(createFieldMap(options.answers, anywhere));
  const fallbackCarries = carriesFiles(options.fallback);
  const common = { longest, anywhere, fallback, fallbackCarries, answers, refine };
  for (const spec of options.routes) addRoute(table, { spec, ...common });
  const unknown = unknownRoutes(options.fallbackQuery, { spec: { match: "" }, ...common });
  const suffix = options.suffix ?? "";
  return (method, path) => {
    const bare = suffix !== "" && path.endsWith(suffix) ? path.slice(0, -suffix.length) : path;
    const segments = bare.split("/");
    const candidates = table.get(`${method} ${String(segments.length)}`) ?? [];
    return candidates.find((candidate) => matches(candidate.segments, segments))?.route ?? unknown(method);
  };
}

/** For paths that no route knows; only what their query means depends on the method. */
function unknownRoutes(
  fallbackQuery: FieldRole | undefined,
  compilation: Compilation,
): (method: string) => DeskRoute {
  const { route } = compileRoute("GET", "other", compilation);
  const read: DeskRoute = { ...route, id: "other", queryRole: () => fallbackQuery ?? "query" };
  const write: DeskRoute = {
    ...read,
    queryRole: (name) => fallbackQuery ?? roleOfParameter("POST", name),
  };
  return (method) => (reading.has(method) ? read : write);
}

const parametersOf = ({ segments }: CompiledRoute): number =>
  segments.filter((segment) => segment === parameter).length;

/** `update_many` before `{id}`; the sort is stable. */
const byParameters = (a: CompiledRoute, b: CompiledRoute): number => parametersOf(a) - parametersOf(b);

function addRoute(table: Map<string, CompiledRoute[]>, compilation: Compilation): void {
  const [methods = "", path = ""] = compilation.spec.match.split(" ");
  for (const method of methods.split(",")) {
    const compiled = compileRoute(method, path, compilation);
    const slot = `${method} ${String(compiled.segments.length)}`;
    const routes = table.get(slot) ?? [];
    routes.push(compiled);
    table.set(slot, routes.sort(byParameters));
  }
}
