/* From a redacted webhook to a row of the store: sealed here, so that the store never sees it. */

import { AppError } from "../core/errors.js";
import type { Outbox } from "../core/outbox.js";
import type { Sealing } from "./at-rest.js";
import type { Store } from "./store.js";

/** `now`: ms since 1970. */
export function createOutbox(store: Pick<Store, "enqueue">, sealing: Sealing, now: () => number): Outbox {
  return {
    async store(event) {
      const { id, source, destination, fingerprint, receivedAt } = event;
      const columns = { id, source, destination, fingerprint, receivedAt, dueAt: now() };
      const [answer] = await store.enqueue([{ ...columns, sealed: sealing.seal(event) }]);
      // Whatever a store leaves unanswered is not acknowledged.
      if (answer === undefined) throw new AppError("outbox_unavailable");
      return answer;
    },
  };
}
