/* Work units instead of milliseconds: the same payload costs the same on every machine. */

import { AppError } from "./errors.js";

/** One unit is about one character looked at once by one part of the engine. */
export interface Budget {
  /** Throws AppError `detector_timeout` when the budget is used up. */
  spend(units: number): void;
  readonly spent: number;
}

export function createBudget(limit: number): Budget {
  let spent = 0;
  return {
    spend(units) {
      spent += units;
      if (spent > limit) throw new AppError("detector_timeout");
    },
    get spent() {
      return spent;
    },
  };
}
