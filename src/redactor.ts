/* The pipeline on one page: payload → document → findings → decision → edits → payload. */

import { compileLists } from "./config/lists.js";
import type { RedactorConfig } from "./config/config.js";
import { createBudget, type Budget } from "./core/budget.js";
import { createDecider } from "./core/decide.js";
import type { DeskRoute } from "./core/desk.js";
import { AppError } from "./core/errors.js";
import { createJoinTable } from "./core/joins.js";
import type { FormStream, RedactOptions, Redaction, Redactor, TextRedaction } from "./core/redaction.js";
import type { Policy, UnreadName } from "./core/policy.js";
import type { Verdict } from "./core/report.js";
import type { Direction, Finding, Payload, TextFormat } from "./core/types.js";
import { desks } from "./desks/index.js";
import { createEngine } from "./detect/engine.js";
import { readHeaders, type HeaderDocument } from "./document/headers.js";
import { readBody, readQuery, unread, type BodyRead } from "./redact/bodies.js";
import { asPlan, planFile, withFilePlans, type Planning } from "./redact/file-plans.js";
import { listFindings, toFinding } from "./redact/findings.js";
import { collectItems } from "./redact/items.js";
import type { Machinery, Situation } from "./redact/judged-item.js";
import { createKnownPeople } from "./redact/known-people.js";
import { locate } from "./redact/locate.js";
import { planEdits, type Plan, type Writing } from "./redact/plan.js";
import { recognizing } from "./redact/recognition.js";
import { emptyPlan, refusalOf, reportOf, verdictOf } from "./redact/report.js";
import { blanksOf } from "./redact/runs.js";
import { annotateAll } from "./core/annotation.js";
import { createTextDocument, editText } from "./redact/text-document.js";
import { createFormStream, type FormOptions, type PieceOptions } from "./redact/form-stream.js";
import { createTextStream, mayStream, type InlineText } from "./redact/text-stream.js";
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
    openText: (options = {}) => openText(workshop, options),
    openForm: (mediaType, options = {}) => openForm(workshop, { mediaType, options }),
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
  return { ...machinery, engine: await recognizing(machinery.engine, readsOf(...reads), recognition) };
}

async function redactPayload(
  workshop: Workshop,
  payload: Payload,
  options: PieceOptions,
): Promise<Redaction> {
  const route = routeOf(options);
  const { limits, policy } = workshop.config;
  const { mark, tagger = workshop.newTagger() } = options;
  const reading = readBody(payload, { route, limits, policy, direction: directionOf(options), mark });
  const body = reading instanceof Promise ? await reading : reading;
  const query = options.query === undefined ? unread : readQuery(options.query, route);
  const headers = options.headers === undefined ? undefined : readHeaders(options.headers);
  const named = headerRead(headers);
  const situation = situationOf(workshop, options);
  const machinery = await machineryFor(workshop, [body, query, named], situation.budget);
  const run: Run = {
    machinery,
    situation,
    writing: { tagger, longest: route.longest },
  };
  const plans = { body: planFor(body, run), query: planFor(query, run), headers: planFor(named, run) };
  return written({ body, query, headers, given: options.query }, plans, { workshop, payload });
}

interface Reads {
  readonly body: BodyRead;
  readonly query: BodyRead;
  readonly headers: HeaderDocument | undefined;
  /** The query as it came. */
  readonly given: string | undefined;
}

type Plans = Readonly<Record<"body" | "query" | "headers", Plan>>;

function written(
  { body, query, headers, given }: Reads,
  plans: Plans,
  { workshop, payload }: { readonly workshop: Workshop; readonly payload: Payload },
): Redaction {
  const { policy } = workshop.config;
  const all = [plans.body, plans.query, plans.headers];
  const verdict = verdictOf(all);
  if (plans.body.refused === true && verdict !== "reject") throw refusalOf(plans.body);
  const changes = policy.mode === "enforce" && verdict === "redact";
  const bytes = (rewrites(policy, verdict, body) ? write(body, plans.body) : undefined) ?? payload.body;
  const asked = (changes ? write(query, plans.query)?.toString("latin1") : undefined) ?? given;
  const lengths = { bytesIn: payload.body.length, bytesOut: bytes.length };
  return {
    payload: bytes === payload.body ? payload : { ...payload, body: bytes },
    ...(asked === undefined ? {} : { query: asked }),
    ...writtenHeaders(headers, changes ? plans.headers.edits : noEdits),
    report: reportOf({ policy, plans: all, permissions: permissionsOf(body, plans.body), ...lengths }),
    effects: noEffects,
  };
}

const rewrites = ({ mode }: Policy, verdict: Verdict, { document }: BodyRead): boolean =>
  mode === "enforce" && (verdict === "redact" || (verdict === "pass" && document?.recodes === true));

const readsOf = (...reads: readonly BodyRead[]): readonly BodyRead[] =>
  reads.flatMap((read) => [read, ...insideOf(read)]);

/** Everything that was opened in it. */
const insideOf = ({ file, files = [] }: BodyRead): readonly BodyRead[] =>
  readsOf(...[file, ...files.map(({ read }) => read)].flatMap((read) => read?.opened ?? []));

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

const routeOf = ({ route, desk }: RedactOptions): DeskRoute =>
  route ?? (desk ?? desks.generic).route("POST", "/");

const directionOf = ({ direction = "request" }: RedactOptions): Direction => direction;

const write = ({ document }: BodyRead, { edits, content }: Plan): Buffer | undefined =>
  content ?? document?.write(edits);

const permissionsOf = ({ permission }: BodyRead, { unread: passed }: Plan): readonly UnreadName[] => [
  ...(permission === undefined ? [] : [permission]),
  ...(passed === true ? (["unscanned-attachments"] as const) : []),
];

function situationOf(workshop: Workshop, options: RedactOptions): Situation {
  return {
    desk: (options.desk ?? desks.generic).name,
    direction: directionOf(options),
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
  if (read.file !== undefined) return asPlan(planFile(read.file, inFiles(run)));
  const own = planDocument(read, run);
  if (read.document === undefined || read.files === undefined) return own;
  const planning = inFiles(run);
  const files = read.files.map((one) => ({ held: one.held, plan: planFile(one.read, planning) }));
  return withFilePlans(read.document, own, files);
}

/** How long a desk's fields may be says nothing of files. */
const inFiles = ({ machinery, situation, writing }: Run): Planning => ({
  direction: situation.direction,
  plan: (read) => planDocument(read, { machinery, situation, writing: { ...writing, longest: {} } }),
});

function planDocument({ document, annotation }: BodyRead, { machinery, situation, writing }: Run): Plan {
  if (document === undefined || annotation === undefined) return emptyPlan;
  const items = collectItems(document, annotation, { machinery, situation });
  return items.length === 0
    ? emptyPlan
    : planEdits(document, items, { ...writing, blanks: blanksOf(annotation) });
}

function openText(workshop: Workshop, options: PieceOptions): InlineText | undefined {
  const { config, machinery } = workshop;
  if (!mayStream(config.policy) || config.recognizer !== undefined) return undefined;
  const { tagger = workshop.newTagger() } = options;
  const writing: Writing = { tagger, longest: {} };
  const run: Run = { machinery, situation: situationOf(workshop, options), writing };
  const people = createKnownPeople();
  return createTextStream({
    policy: config.policy,
    ...(options.query === undefined ? {} : { query: planQuery(options, run) }),
    find: (text) => {
      // The budget is for one window: there may be any number of them.
      const situation = situationOf(workshop, options);
      return collectItems(createTextDocument(text), attachedText, { machinery, situation, people });
    },
    plan: (text, items) => planEdits(createTextDocument(text), items, writing),
  });
}

const attachedText = annotateAll("attachment");

const openForm = (workshop: Workshop, form: FormOptions): FormStream | undefined =>
  createFormStream(form, {
    policy: workshop.config.policy,
    tagger: workshop.newTagger(),
    redact: async (payload, options) => redactPayload(workshop, payload, options),
    openText: (options) => openText(workshop, options),
  });

function planQuery(options: RedactOptions, run: Run): { readonly text: string; readonly plan: Plan } {
  const { query = "" } = options;
  const read = readQuery(query, routeOf(options));
  const plan = planDocument(read, run);
  return { text: write(read, plan)?.toString("latin1") ?? query, plan };
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
