/* The pipeline on one page: payload → document → findings → decision → edits → payload. */

import { compileLists } from "./config/lists.js";
import type { Config } from "./config/config.js";
import { createBudget, type Budget } from "./core/budget.js";
import { createDecider } from "./core/decide.js";
import type { Desk, DeskRoute } from "./core/desk.js";
import type { RedactOptions, Redaction, Redactor, TextRedaction } from "./core/redaction.js";
import type { Finding, Payload, TextFormat } from "./core/types.js";
import { desks } from "./desks/index.js";
import { createEngine } from "./detect/engine.js";
import { readBody, readQuery, type BodyRead } from "./redact/bodies.js";
import { listFindings, toFinding } from "./redact/findings.js";
import { collectItems, type Machinery, type Situation } from "./redact/items.js";
import { locate } from "./redact/locate.js";
import { planEdits, type Plan } from "./redact/plan.js";
import { emptyPlan, reportOf, verdictOf } from "./redact/report.js";
import { annotateAll, createTextDocument, editText } from "./redact/text-document.js";
import { createTaggerFactory } from "./transform/tagger.js";
import type { Tagger } from "./transform/transform.js";

/** Everything that was compiled once. */
interface Workshop {
  readonly config: Config;
  readonly machinery: Machinery;
  newTagger(): Tagger;
}

/** Compiles patterns and policy; throws ConfigError when they do not compile. What it returns only runs. */
export function createRedactor(config: Config): Redactor {
  const workshop: Workshop = {
    config,
    machinery: {
      engine: createEngine(config.engine),
      decide: createDecider(config.policy),
      isInList: compileLists(config),
    },
    newTagger: createTaggerFactory(config.tagger),
  };
  return {
    redact: async (payload, options = {}) => Promise.resolve(redactPayload(workshop, payload, options)),
    redactText: (text, format = "plain") => redactText(workshop, text, format),
    scanText: (text, format = "plain") => scanText(workshop, text, format),
  };
}

const workBudget = ({ config }: Workshop): Budget => createBudget(config.limits.detectUnits);

function redactPayload(workshop: Workshop, payload: Payload, options: RedactOptions): Redaction {
  const { policy } = workshop.config;
  const desk: Desk = options.desk ?? desks.generic;
  const route: DeskRoute = options.route ?? desk.route("POST", "/");
  const body = readBody(payload, { route, limits: workshop.config.limits, policy });
  const query = options.query === undefined ? undefined : readQuery(options.query, route);
  const tagger = workshop.newTagger();
  const situation = situationOf(workshop, desk, options);
  const plans = [body, query ?? {}].map((read) => planFor(read, { workshop, situation, tagger }));
  const [bodyPlan = emptyPlan, queryPlan = emptyPlan] = plans;
  const changes = policy.mode === "enforce" && verdictOf(plans) === "redact";
  const forwarded =
    changes && body.document !== undefined ? body.document.write(bodyPlan.edits) : payload.body;
  const permissions = body.permission === undefined ? [] : [body.permission];
  const report = reportOf({
    policy,
    plans,
    permissions,
    bytesIn: payload.body.length,
    bytesOut: forwarded.length,
  });
  return {
    payload: forwarded === payload.body ? payload : { ...payload, body: forwarded },
    ...(query === undefined
      ? {}
      : {
          query: changes ? query.document.write(queryPlan.edits).toString("latin1") : (options.query ?? ""),
        }),
    report,
    effects: [],
  };
}

function situationOf(workshop: Workshop, desk: Desk, options: RedactOptions): Situation {
  return {
    desk: desk.name,
    direction: options.direction ?? "request",
    budget: workBudget(workshop),
    ...(options.destination === undefined ? {} : { destination: options.destination }),
  };
}

interface Run {
  readonly workshop: Workshop;
  readonly situation: Situation;
  readonly tagger: Tagger;
}

function planFor({ document, annotation }: BodyRead, { workshop, situation, tagger }: Run): Plan {
  if (document === undefined || annotation === undefined) return emptyPlan;
  const items = collectItems(document, annotation, { machinery: workshop.machinery, situation });
  return items.length === 0 ? emptyPlan : planEdits(document, items, tagger);
}

/** What the policy would reject is masked: there is nobody to send the text back to. */
function redactText(workshop: Workshop, text: string, format: TextFormat): TextRedaction {
  const { policy } = workshop.config;
  const document = createTextDocument(text);
  const annotation = annotateAll("content", format);
  const situation = situationOf(workshop, desks.generic, {});
  const items = collectItems(document, annotation, { machinery: workshop.machinery, situation });
  const plan = items.length === 0 ? emptyPlan : planEdits(document, items, workshop.newTagger());
  const written = policy.mode === "enforce" ? editText(text, plan.edits) : text;
  const lengths = { bytesIn: Buffer.byteLength(text), bytesOut: Buffer.byteLength(written) };
  const report = reportOf({ policy, plans: [plan], permissions: [], ...lengths });
  return {
    text: written,
    findings: items.flatMap(({ located }) => (located ? [toFinding(located)] : [])),
    report,
  };
}

function scanText(workshop: Workshop, text: string, format: TextFormat): readonly Finding[] {
  return listFindings(locate(workshop.machinery.engine, { text, hint: {}, format }, workBudget(workshop)));
}
