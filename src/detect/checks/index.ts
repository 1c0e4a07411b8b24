/* The checks by name; patterns in YAML name them. */

import type { Check } from "../detector.js";
import { iban } from "./iban.js";
import { jwt } from "./jwt.js";
import { luhn } from "./luhn.js";

export const checks = { iban, jwt, luhn } as const satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;
