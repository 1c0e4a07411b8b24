/* The pipeline on one page: payload → document → findings → decision → edits → payload. */

import { compileLists } from "./config/lists.js";
import type { RedactorConfig } from "./config/config.js";
import { createBudget, type Budget } from "./core/budget.js";
import { createDecider } from "./core/decide.js";
import type { DeskRoute } from "./core/desk.js";
import { AppError } from "./core/errors.js";
import { createJoinTable } from "./core/joins.js";
import type { RedactOptions, Redaction, Redactor, TextRedaction } from "./core/redaction.js";
import type { Direction, Finding, Payload, TextFormat } from "./core/types.js";
import { desks } from "./desks/index.js";
import { createEngine } from "./detect/engine.js";
import { readHeaders, type HeaderDocument } from "./document/headers.js";
import { readBody, readQuery, unread, type BodyRead } from "./redact/bodies.js";
import { withFilePlans } from "./redact/file-plans.js";
import { listFindings, toFinding } from "./redact/findings.js";
import { collectItems, type Machinery, type Situation } from "./redact/items.js";
import { createKnownPeople } from "./redact/known-people.js";
import { locate } from "./redact/locate.js";
import { planEdits, type Plan, type Writing } from "./redact/plan.js";
import { recognizing } from "./redact/recognition.js";
import { emptyPlan, reportOf, verdictOf } from "./redact/report.js";
import { blanksOf } from "./redact/runs.js";
import { annotateAll, createTextDocument, editText } from "./redact/text-document.js";
import { createTaggerFactory } from "./transform/tagger.js";
import type { Tagger } from "./transform/transform.js";

/** Everything that was compiled once. */
interface Workshop {
  readonly config: RedactorConfig;
  readonly machinery: Machinery;
  newTagger(): Tagger;
}

/** Compiles patterns and policy; throws ConfigError when they do not compile. What it returns only runs. */
export function createRedactor(config: RedactorConfig): Redactor {
  const workshop: Workshop = {
    config,
    machinery: {
      engine: createEngine(config.engine),
      joins: createJoinTable(config.policy.joins),
      decide: createDecider(config.policy),
      isInList: compileLists(config),
    },
    newTagger: createTaggerFactory(config.tagger),
  };
  return {
    redact: async (payload, options = {}) => redactPayload(workshop, payload, options),
    redactText: (text, format = "plain") => redactText(workshop, { text, format }, ownMachinery(workshop)),
    scanText: (text, format = "plain") => scanText(workshop, { text, format }, ownMachinery(workshop)),
    redactTextAsync: async (text, format = "plain") =>
      redactText(workshop, { text, format }, await machineryForText(workshop, { text, format })),
    scanTextAsync: async (text, format = "plain") =>
      scanText(workshop, { text, format }, await machineryForText(workshop, { text, format })),
  };
}

const workBudget = ({ config }: Workshop): Budget => createBudget(config.limits.detectUnits);

interface Text {
  readonly text: string;
  readonly format: TextFormat;
}

/** Throws AppError `recognizer_is_async`: what a recognizer would have found must not pass unseen. */
function ownMachinery({ config, machinery }: Workshop): Machinery {
  if (config.recognizer !== undefined) throw new AppError("recognizer_is_async");
  return machinery;
}

async function machineryForText(workshop: Workshop, { text, format }: Text): Promise<Machinery> {
  if (workshop.config.recognizer === undefined) return workshop.machinery;
  const read = { document: createTextDocument(text), annotation: annotateAll("content", format) };
  return machineryFor(workshop, [read], workBudget(workshop));
}

/** What was compiled, with an engine that also tells what the recognizer found in all texts of one payload. */
async function machineryFor(
  { config, machinery }: Workshop,
  reads: readonly BodyRead[],
  budget: Budget,
): Promise<Machinery> {
  const { recognizer, limits } = config;
  if (recognizer === undefined) return machinery;
  const recognition = { recognizer, timeoutMs: limits.recognizerMs, budget };
  return { ...machinery, engine: await recognizing(machinery.engine, reads, recognition) };
}

async function redactPayload(
  workshop: Workshop,
  payload: Payload,
  options: RedactOptions,
): Promise<Redaction> {
  const { policy } = workshop.config;
  const route = routeOf(options);
  const { query: given, direction = "request" } = options;
  const { body, query } = readRequest(workshop.config, payload, { route, query: given, direction });
  const writing = { tagger: workshop.newTagger(), longest: route.longest };
  const situation = situationOf(workshop, options);
  const headers = options.headers === undefined ? undefined : readHeaders(options.headers);
  const machinery = await machineryFor(workshop, readsOf(body, query, headerRead(headers)), situation.budget);
  const run: Run = { machinery, situation, writing };
  const plans = {
    body: planFor(body, run),
    query: planFor(query, run),
    headers: planFor(headerRead(headers), run),
  };
  const all = [plans.body, plans.query, plans.headers];
  const verdict = policy.mode === "enforce" ? verdictOf(all) : "reject";
  const changes = verdict === "redact";
  const recodes = verdict === "pass" && body.document?.recodes === true;
  const bytes = (changes || recodes ? write(body, plans.body) : undefined) ?? payload.body;
  const written = (changes ? write(query, plans.query)?.toString("latin1") : undefined) ?? options.query;
  const lengths = { bytesIn: payload.body.length, bytesOut: bytes.length };
  return {
    payload: bytes === payload.body ? payload : { ...payload, body: bytes },
    ...(written === undefined ? {} : { query: written }),
    ...writtenHeaders(headers, changes ? plans.headers.edits : noEdits),
    report: reportOf({ policy, plans: all, permissions: permissionsOf(body), ...lengths }),
    effects: noEffects,
  };
}

const readsOf = (body: BodyRead, ...others: readonly BodyRead[]): readonly BodyRead[] => [
  body,
  ...others,
  ...(body.files ?? []).map(({ read }) => read),
];

const noEdits: Plan["edits"] = Object.freeze([]);
/** Whatever a desk says in a header is about the answer, not part of a ticket. */
const headerAnnotation = annotateAll("metadata");

const writtenHeaders = (
  document: HeaderDocument | undefined,
  edits: Plan["edits"],
): Pick<Redaction, "headers"> =>
  document === undefined ? nothing : { headers: document.writeHeaders(edits) };

const nothing = Object.freeze({});

const headerRead = (document: HeaderDocument | undefined): BodyRead =>
  document === undefined ? unread : { document, annotation: headerAnnotation };

const noEffects: Redaction["effects"] = Object.freeze([]);

interface RequestRead {
  readonly body: BodyRead;
  readonly query: BodyRead;
}

const routeOf = ({ route, desk }: RedactOptions): DeskRoute =>
  route ?? (desk ?? desks.generic).route("POST", "/");

interface Target {
  readonly route: DeskRoute;
  readonly query: string | undefined;
  readonly direction: Direction;
}

function readRequest({ limits, policy }: RedactorConfig, payload: Payload, target: Target): RequestRead {
  const { route, query, direction } = target;
  return {
    body: readBody(payload, { route, limits, policy, direction }),
    query: query === undefined ? unread : readQuery(query, route),
  };
}

const write = ({ document }: BodyRead, { edits }: Plan): Buffer | undefined => document?.write(edits);

const permissionsOf = ({ permission, files = [] }: BodyRead) => {
  const all = [permission, ...files.map(({ read }) => read.permission)];
  return [...new Set(all.filter((name) => name !== undefined))];
};

function situationOf(workshop: Workshop, options: RedactOptions): Situation {
  return {
    desk: (options.desk ?? desks.generic).name,
    direction: options.direction ?? "request",
    budget: workBudget(workshop),
    ...(options.destination === undefined ? {} : { destination: options.destination }),
  };
}

interface Run {
  readonly machinery: Machinery;
  readonly situation: Situation;
  readonly writing: Writing;
}

function planFor(read: BodyRead, run: Run): Plan {
  const own = planDocument(read, run);
  if (read.document === undefined || read.files === undefined) return own;
  const files = read.files.map((one) => ({ ...one, plan: planDocument(one.read, run) }));
  return withFilePlans(read.document, own, files);
}

function planDocument({ document, annotation }: BodyRead, { machinery, situation, writing }: Run): Plan {
  if (document === undefined || annotation === undefined) return emptyPlan;
  const items = collectItems(document, annotation, { machinery, situation });
  return items.length === 0
    ? emptyPlan
    : planEdits(document, items, { ...writing, blanks: blanksOf(annotation) });
}

/** What the policy would reject is masked: there is nobody to send the text back to. */
function redactText(workshop: Workshop, { text, format }: Text, machinery: Machinery): TextRedaction {
  const { policy } = workshop.config;
  const document = createTextDocument(text);
  const annotation = annotateAll("content", format);
  const situation = situationOf(workshop, {});
  const items = collectItems(document, annotation, { machinery, situation });
  const writing = { tagger: workshop.newTagger(), longest: {} };
  const plan = items.length === 0 ? emptyPlan : planEdits(document, items, writing);
  const written = policy.mode === "enforce" ? editText(text, plan.edits) : text;
  const lengths = { bytesIn: Buffer.byteLength(text), bytesOut: Buffer.byteLength(written) };
  const report = reportOf({ policy, plans: [plan], permissions: [], ...lengths });
  return {
    text: written,
    findings: items.flatMap(({ located }) => (located ? [toFinding(located)] : [])),
    report,
  };
}

function scanText(workshop: Workshop, { text, format }: Text, { engine }: Machinery): readonly Finding[] {
  const source = { text, hint: {}, format };
  const budget = workBudget(workshop);
  const found = locate(engine, source, budget);
  const people = createKnownPeople();
  people.noteFound(found);
  const named = people.search();
  return listFindings(named === undefined ? found : [...found, ...locate(named, source, budget)]);
}
