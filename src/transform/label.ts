/* `[IP_ADDRESS 7K3QXD]`: says what stood here and tells two values apart. */

import { writeLabel } from "../core/labels.js";
import type { Transform } from "./transform.js";

export const label: Transform = {
  defaults: {},
  apply: (target, _options, tagger) => writeLabel(target.entity, tagger.tag(target)),
};
