/* Jira and Jira Service Management: routes, field roles, ADF, webhooks, error shape. Facts: Atlassian's developer documentation. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import type { DeskWebhooks } from "../core/webhook.js";
import type { Anywhere } from "./anywhere.js";
import { withRuns } from "./jira/adf.js";
import * as fields from "./jira/fields.js";
import { findPeopleLists } from "./jira/people.js";
import { fallback, jiraRoutes } from "./jira/routes.js";
import { findRecipients, withRecipients } from "./recipients.js";
import { createRouteTable, type Annotate } from "./route-table.js";
import { acknowledgement, jsonAnswer } from "./webhooks/acknowledgement.js";
import { idFrom } from "./webhooks/delivery.js";
import { documentRoute } from "./webhooks/document-route.js";
import { signatureScheme } from "./webhooks/signatures.js";

/** Who reads a comment of a service desk. */
const anywhere: Anywhere = { audiences: { jsdPublic: { true: "public", false: "private" } } };

/** Recipients and paragraphs are told by shape, wherever they stand. */
const refine =
  (annotate: Annotate): Annotate =>
  (document) => {
    const more = [...findRecipients(document), ...findPeopleLists(document)];
    return withRecipients(document, withRuns(document, annotate(document)), more);
  };

/** The member of `fields` that an item stands in, as far as its name is plain. */
const fieldOf = (template: string): string =>
  template.split("/").find((step) => !["", "*", "fields", "requestFieldValues"].includes(step)) ?? "body";

/** Members of both APIs: clients of the platform read the first two, those of the service desk the others. */
function refuse({ status, message, code, items }: Refusal): DeskAnswer {
  const errors = Object.fromEntries(items.map(({ field, entity }) => [fieldOf(field), entity]));
  return jsonAnswer(status, {
    errorMessages: [message],
    errors,
    errorMessage: message,
    i18nErrorMessage: { i18nKey: `deskveil.${code}`, parameters: [] },
  });
}

const delivered = documentRoute("webhook", fields.webhook, { anywhere });
const annotate = refine(delivered.annotate);
const route = { ...delivered, annotate, annotateAnswer: annotate };

const webhooks: DeskWebhooks = {
  schemes: [
    signatureScheme({
      name: "hmac-sha256",
      header: "x-hub-signature",
      hash: "sha256",
      encoding: "hex",
      prefix: "sha256=",
    }),
  ],
  route: () => route,
  // Stable over retries.
  eventId: ({ headers }) => idFrom(headers.get("x-atlassian-webhook-identifier")),
  // Jira comes again after 408, 409, 425, 429 and every 5xx.
  acknowledgement: acknowledgement({ accepted: 200 }),
};

export const jira: Desk = {
  name: "jira",
  route: createRouteTable({
    routes: jiraRoutes,
    fallback,
    answers: fields.answers,
    anywhere,
    longest: { subject: 255 },
    refine,
  }),
  refuse,
  webhooks,
};
