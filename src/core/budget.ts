/* Work units instead of milliseconds: the same payload costs the same on every machine. */

import { AppError } from "./errors.js";

/** One unit is about one character looked at once by one part of the engine. */
export interface Budget {
  /** Throws AppError `detector_timeout` when the budget is used up. */
  spend(units: number): void;
  readonly spent: number;
}

/** A class: an accessor in an object literal makes each of its objects dear, and every payload has one. */
class WorkBudget implements Budget {
  spent = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  spend(units: number): void {
    this.spent += units;
    if (this.spent > this.#limit) throw new AppError("detector_timeout");
  }
}

export const createBudget = (limit: number): Budget => new WorkBudget(limit);
