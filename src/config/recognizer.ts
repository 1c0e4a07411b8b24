/* The recognizer of a program, put in the place of a model. */

import type { EntityRecognizer } from "../core/recognizer.js";
import { ConfigError } from "./config-error.js";
import type { Config } from "./config.js";

const isLoaded = async (): Promise<void> => Promise.resolve();

/** Throws ConfigError when the configuration names a model as well: which of the two should be asked? */
export function withRecognizer(config: Config, recognize: EntityRecognizer | undefined): Config {
  if (recognize === undefined) return config;
  if (config.recognizer === undefined) return { ...config, recognizer: { recognize, ready: isLoaded } };
  const message = "the configuration names a model (ner), and the program gives a recognizer. Leave one out.";
  throw new ConfigError("recognizer", [{ code: "NER_TWICE", message }]);
}
