/* A box for values that must never be printed: it opens only by a call that a reviewer can search for. */

import { inspect } from "node:util";

const hidden = "[hidden]";

export class Sensitive<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** The value itself. Call it where it is used, never where it is passed on. */
  expose(): T {
    return this.#value;
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}
