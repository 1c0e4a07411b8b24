/* A structured CC recipient as an item: the field itself says whom it copies. */

import type { Document } from "../core/document.js";
import type { Choice } from "../core/policy.js";
import type { Item, Tools } from "./judged-item.js";
import { refuseMaskedRecipient } from "./write-back.js";

/** Structured CC is no detection: the field itself is the recipient. */
export function recipientItem(document: Document, node: number, { machinery, situation }: Tools): Item {
  const decided = machinery.decide({
    desk: situation.desk,
    direction: situation.direction,
    destination: situation.destination,
    entity: "CC_RECIPIENT",
    confidence: 1,
    role: "cc",
    path: document.path(node),
    isInList: (list) =>
      textsOf(document, node).some((text) => machinery.isInList(list, "EMAIL_ADDRESS", text)),
  });
  const choice = settleRoot(document, node, decided);
  if (situation.direction === "request") refuseMaskedRecipient(choice, () => textsOf(document, node));
  return { node, entity: "CC_RECIPIENT", confidence: 1, role: "cc", parts: [], choice, whole: true };
}

function textsOf(document: Document, node: number): readonly string[] {
  const texts: string[] = [];
  for (let at = node; at < document.after(node); at++) {
    if (document.kind(at) === "string") texts.push(document.text(at));
  }
  return texts;
}

/** A payload that is nothing but a recipient has nothing to be taken out of: what must go cannot pass. */
const settleRoot = (document: Document, node: number, choice: Choice): Choice =>
  document.parent(node) === -1 && choice.action === "remove" ? { ...choice, action: "reject" } : choice;
