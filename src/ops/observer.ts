/* The observer that floor 4 reports to: metrics and log. */

import type { Observer } from "../core/observer.js";
import type { Log } from "./log.js";
import type { Metrics } from "./metrics.js";

export function createObserver(metrics: Metrics, log: Log): Observer {
  return {
    request(event) {
      metrics.request(event);
      log.request(event);
    },
    event(level, code, detail) {
      metrics.fault(code);
      log.event(level, code, detail);
    },
  };
}
