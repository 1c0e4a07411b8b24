/* What no single member of the relay's sections can tell: names that are not there, proofs that are not given. */

import type { Desk } from "../../core/desk.js";
import type { SignatureScheme } from "../../core/webhook.js";
import { desks } from "../../desks/index.js";
import { givenAddressFault } from "./addresses.js";
import { suggest } from "../suggest.js";
import type { DestinationData, RelayData, WebhookData } from "./relay-schema.js";

export interface RuleWithDestination {
  readonly destination?: readonly string[] | undefined;
}

type Report = (path: readonly (string | number)[], message: string) => void;

export function checkRelay(
  data: RelayData & { readonly rules?: readonly RuleWithDestination[] | undefined },
  report: Report,
): void {
  const { webhooks = [], destinations = [], rules = [] } = data;
  const names = destinations.map(({ name }) => name);
  const known = (path: readonly (string | number)[], name: string): void => {
    if (names.includes(name)) return;
    const there = names.length === 0 ? " There are none yet: add destinations." : suggest(name, names);
    report(path, `no destination is called "${name}".${there}`);
  };
  checkPaths(webhooks, report);
  for (const [at, webhook] of webhooks.entries()) {
    known(["webhooks", at, "to"], webhook.to);
    checkAgain(webhook, destinations, (message) => {
      report(["webhooks", at, "to"], message);
    });
    checkWebhook(webhook, (path, message) => {
      report(["webhooks", at, ...path], message);
    });
  }
  for (const [at, destination] of destinations.entries()) {
    checkSigning(destination, at, report);
    const fault = givenAddressFault(destination.url, destination.networks ?? []);
    if (fault !== undefined) report(["destinations", at, "url"], fault);
  }
  // Programs that use the library name destinations of their own.
  if (data.destinations === undefined) return;
  for (const [at, { destination = [] }] of rules.entries()) {
    for (const name of destination) known(["rules", at, "destination"], name);
  }
}

/** Some proofs cannot be made again, as those with a key that the sender keeps. */
function checkAgain(
  webhook: WebhookData,
  destinations: readonly DestinationData[],
  report: (message: string) => void,
): void {
  const { sign } = destinations.find(({ name }) => name === webhook.to) ?? {};
  if (sign !== "sender" || schemeOf(webhook)?.sign !== undefined) return;
  report(`"${webhook.to}" says sign: sender, but ${webhook.desk} has no proof that can be made again`);
}

function checkPaths(webhooks: readonly WebhookData[], report: Report): void {
  const seen = new Map<string, string>();
  for (const [at, { path, name }] of webhooks.entries()) {
    const other = seen.get(path);
    if (other !== undefined) report(["webhooks", at, "path"], `webhook "${other}" has this path already`);
    seen.set(path, name);
  }
}

function checkWebhook(data: WebhookData, report: Report): void {
  const schemes = schemesOf(data);
  const names = schemes.map(({ name }) => name);
  if (data.scheme !== undefined && !names.includes(data.scheme)) {
    const there = names.length === 0 ? "it has none" : `it has ${names.join(", ")}`;
    report(
      ["scheme"],
      `${data.desk} has no scheme "${data.scheme}": ${there}.${suggest(data.scheme, names)}`,
    );
  }
  if (data.secrets === undefined) checkUnsigned(data, names.length > 0, report);
  else if (names.length === 0) {
    report(["secrets"], `${data.desk} proves nothing: no secret is of use. Say allow-unsigned: true`);
  } else if (data["allow-unsigned"] === true) {
    report(["allow-unsigned"], "there are secrets, so unsigned deliveries are refused. Keep one of the two");
  }
  checkHeaders(data, report);
}

const schemesOf = ({ desk }: WebhookData): readonly SignatureScheme[] =>
  (desks as Readonly<Record<string, Desk>>)[desk]?.webhooks?.schemes ?? [];

const schemeOf = (data: WebhookData): SignatureScheme | undefined =>
  schemesOf(data).find(({ name }) => name === data.scheme) ?? schemesOf(data)[0];

function checkHeaders(data: WebhookData, report: Report): void {
  const { headers = [] } = schemeOf(data) ?? {};
  for (const [at, name] of (data["forward-headers"] ?? []).entries()) {
    const plain = name.toLowerCase();
    if (headers.includes(plain) && data.secrets !== undefined)
      report(["forward-headers", at], `"${plain}" carries the sender's proof, which is never sent on`);
    else if (unforwardable.has(plain) || plain.startsWith("webhook-"))
      report(["forward-headers", at], `"${plain}" is set anew for each delivery`);
  }
}

/** They speak of one connection or of bytes that may have changed. */
const unforwardable: ReadonlySet<string> = new Set(
  (
    "connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade " +
    "host content-length content-encoding content-type expect content-md5 digest content-digest repr-digest"
  ).split(" "),
);

function checkUnsigned(
  { desk, "allow-unsigned": allowed }: WebhookData,
  signs: boolean,
  report: Report,
): void {
  if (allowed === true) return;
  report(
    [],
    signs
      ? `"secrets" is missing: whoever knows the path could send. Name one, as env:WEBHOOK_SECRET, or say allow-unsigned: true`
      : `nothing proves that a delivery is from ${desk}. Say allow-unsigned: true if the path is protected otherwise`,
  );
}

function checkSigning({ sign = "standard", secrets }: DestinationData, at: number, report: Report): void {
  if (sign === "none" || secrets !== undefined) return;
  report(
    ["destinations", at],
    `"secrets" is missing: sign: ${sign} needs one, as env:RECEIVER_SECRET. sign: none leaves deliveries unsigned`,
  );
}
