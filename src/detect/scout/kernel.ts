/* The WebAssembly kernel of one automaton: layout of its memory, loading, and its two passes over a piece of text. */

import type { Automaton } from "../automaton.js";
import type { OddUnits } from "../odd-units.js";
import { unitsLead } from "../units.js";
import { scoutBinary } from "./binary.js";

/** Units of a piece, lead included; see scout.wat for all of these. */
export const pieceLength = 32_768;
const textAt = 131_136;
const hitsAt = 200_704;
const laneBytes = 65_600;
const runsAt = 463_104;
const countsAt = 594_192;
const spelledAt = 594_240;
const oddAt = 614_784;
const tableAt = 618_944;
const page = 65_536;
const lanes = 4;

interface Memory {
  readonly buffer: ArrayBuffer;
  /** By pages of 64 KiB. */
  grow(pages: number): number;
}

interface Exports {
  readonly memory: Memory;
  /** from, length, longest, shift, first: see scout.wat. */
  readonly literals: (...bounds: readonly number[]) => void;
  readonly look: (length: number) => void;
}

const blanks = Buffer.from(" ".repeat(32), "utf16le");

/** The part of the global that is used here; its types come with a browser's library, which Node programs do without. */
interface Assembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

const assembly = (globalThis as { readonly WebAssembly?: Assembly }).WebAssembly;

/** Node without a compiler (`--jitless`) has no WebAssembly. */
export const hasKernel = assembly !== undefined;

let compiled: object | undefined;

function load(): Exports {
  if (assembly === undefined) throw new Error("WebAssembly is not available");
  compiled ??= new assembly.Module(Buffer.from(scoutBinary, "base64"));
  return new assembly.Instance(compiled).exports as Exports;
}

export interface Kernel {
  /** Puts up to `pieceLength` units in place for the passes. */
  put(piece: string): void;
  /** Fills `edges` and the kinds with what the first `length` units of the piece are. */
  look(length: number): void;
  /** The piece as `unitAt` reads it, once `look` has run. */
  readonly units: Uint16Array;
  /** Starts and ends of the runs of ASCII digits, in turn. */
  readonly edges: Int32Array;
  edgeCount(): number;
  /** Starts and ends of the runs of base64, in turn; see spelled-runs.ts. */
  readonly spelled: Int32Array;
  spelledCount(): number;
  readonly odd: OddUnits;
  isAscii(): boolean;
  /** A character below the blank other than tab and line end, or U+007F; of a text beyond ASCII it may err. */
  hasControl(): boolean;
  /** Calls `visit` with position behind the literal and the state, in order, for hits that end in `[from, length)`. */
  literals(from: number, length: number, visit: (end: number, state: number) => void): void;
}

export function createKernel(automaton: Automaton | undefined): Kernel {
  const { memory, literals, look } = load();
  const shift = automaton === undefined ? 0 : shiftOf(automaton.width);
  if (automaton !== undefined) fillTables(memory, automaton);
  // Growing has detached every earlier view.
  const bytes = Buffer.from(memory.buffer);
  const counts = new Int32Array(memory.buffer, countsAt, 7);
  const hits = Array.from(
    { length: lanes },
    (_, lane) => new Int32Array(memory.buffer, hitsAt + lane * laneBytes, laneBytes >> 2),
  );
  const { longest, first } = automaton === undefined ? { longest: 0, first: 0 } : boundsOf(automaton);
  return {
    put(piece) {
      const end = textAt + bytes.write(piece, textAt, "utf16le");
      bytes.set(blanks, end);
    },
    look,
    units: new Uint16Array(memory.buffer, textAt - 2 * unitsLead, pieceLength + 2 * unitsLead),
    edges: new Int32Array(memory.buffer, runsAt, pieceLength + 2),
    edgeCount: () => (counts[4] as number) >> 2,
    spelled: new Int32Array(memory.buffer, spelledAt, (oddAt - spelledAt) >> 2),
    spelledCount: () => (counts[6] as number) >> 2,
    odd: new Uint32Array(memory.buffer, oddAt, (tableAt - oddAt) >> 2),
    isAscii: () => ((counts[5] as number) & 1) === 0,
    hasControl: () => ((counts[5] as number) & 2) !== 0,
    literals(from, length, visit) {
      if (automaton === undefined) return;
      literals(from, length - from, longest, shift, first);
      for (let lane = 0; lane < lanes; lane++) {
        const list = hits[lane] as Int32Array;
        const count = (counts[lane] as number) >> 2;
        for (let at = 0; at < count; at += 2) visit((list[at] as number) + 1, list[at + 1] as number);
      }
    },
  };
}

const boundsOf = ({ longest, first, width }: Automaton) => ({ longest, first: first / width });

/** Bytes of a row as a power of two: two for each column. */
const shiftOf = (width: number): number => Math.log2(width) + 1;

function fillTables(memory: Memory, { rows, classes, units }: Automaton): void {
  const most = Math.ceil((tableAt + rows.byteLength) / page);
  const pages = memory.buffer.byteLength / page;
  if (most > pages) memory.grow(most - pages);
  const columns = new Uint16Array(memory.buffer, 0, 65_536);
  for (const unit of units) columns[unit] = (classes[unit] ?? 0) * 2;
  new Uint16Array(memory.buffer, tableAt).set(rows);
}
