/* Whether a delivery is the sender's own: its proof by one of the secrets, and its signed time. */

import { AppError } from "../../core/errors.js";
import type { Delivery } from "../../core/webhook.js";
import type { OpenWebhook } from "./arrival.js";

/**
 * Throws AppError `signature_invalid` and `timestamp_out_of_tolerance`. Every secret is tried, so that time does not
 * tell which one fits. Without a scheme the operator does without a proof, and has said so.
 */
export function requireProof({ settings, secrets }: OpenWebhook, delivery: Delivery, nowMs: number): void {
  const { scheme, allowUnsigned, toleranceMs } = settings;
  if (scheme === undefined) {
    if (allowUnsigned) return;
    throw new AppError("signature_invalid");
  }
  let proven = false;
  for (const secret of secrets) {
    if (scheme.verify(delivery, secret)) proven = true;
  }
  if (!proven) throw new AppError("signature_invalid");
  if (scheme.signedAt === undefined) return;
  const away = Math.abs(nowMs - scheme.signedAt(delivery));
  // Also where it is no number.
  if (!(away <= toleranceMs)) throw new AppError("timestamp_out_of_tolerance");
}
