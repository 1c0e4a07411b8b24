/* The kernel without WebAssembly, for Node without a compiler; the tests hold the compiled one against it. */

import type { Automaton } from "../automaton.js";
import { oddUnitsOf } from "../odd-units.js";
import { spelledRuns } from "../spelled-runs.js";
import { unitsLead, writeUnits } from "../units.js";
import { pieceLength, type Kernel } from "./kernel.js";

const digits = /\d+/g;
const control = /[^\t\n\r\x20-\x7e\x80-\uffff]/;
const nonAscii = /[\u0080-\uffff]/;

/** The same contract as `createKernel`. */
export function createPlainKernel(automaton: Automaton | undefined): Kernel {
  const edges = new Int32Array(pieceLength + 2);
  const units = new Uint16Array(pieceLength + 2 * unitsLead);
  const spelled = new Int32Array(pieceLength);
  const odd = new Uint32Array((pieceLength >> 5) + 1);
  let text = "";
  let count = 0;
  let spelledCount = 0;
  return {
    edges,
    spelled,
    odd,
    units,
    put(piece) {
      text = piece;
      writeUnits(units, piece);
    },
    look() {
      count = 0;
      for (const { 0: run, index } of text.matchAll(digits)) {
        edges[count++] = index;
        edges[count++] = index + run.length;
      }
      const runs = spelledRuns(text);
      spelled.set(runs.edges);
      spelledCount = runs.count * 2;
      odd.set(oddUnitsOf(text));
    },
    edgeCount: () => count,
    spelledCount: () => spelledCount,
    isAscii: () => !nonAscii.test(text),
    hasControl: () => control.test(text),
    literals(from, length, visit) {
      if (automaton === undefined) return;
      const { table, classes, first, width } = automaton;
      let state = 0;
      for (let at = 0; at < length; at++) {
        state = table[state + (classes[text.charCodeAt(at)] as number)] as number;
        if (state >= first && at >= from) visit(at + 1, state / width);
      }
    },
  };
}
