/* Tracked changes of OpenDocument: what was deleted stands apart from where it was, and joins the text there again. */

import type { ElementAt } from "./paragraphs.js";
import type { Piece } from "./views.js";

/** OpenDocument 1.3 part 3, 5.5: a region in the list of changes, and marks in the text that name it. */
export class OpenChanges {
  /** Whether the text read now was put in by a change. */
  inserting = false;
  readonly #deleted = new Map<string, Piece[]>();
  readonly #insertions = new Set<string>();
  #region = "";
  #deleting = false;

  /** What was deleted where this element stands. */
  enter({ name, attribute }: ElementAt): readonly Piece[] {
    switch (name) {
      case "changed-region":
        this.#region = attribute("@id") ?? "";
        break;
      case "insertion":
        this.#insertions.add(this.#region);
        break;
      case "deletion":
        this.#deleting = true;
        break;
      case "change-start":
        this.inserting = this.#insertions.has(attribute("@change-id") ?? "");
        break;
      case "change-end":
        this.inserting = false;
        break;
      case "change":
        return this.#taken(attribute("@change-id") ?? "");
      default:
    }
    return [];
  }

  leave(name: string): void {
    if (name === "deletion") this.#deleting = false;
  }

  /** Texts of a paragraph that has been read. */
  keep(texts: readonly Piece[]): void {
    if (!this.#deleting) return;
    const known = this.#deleted.get(this.#region) ?? [];
    // Blanks in front of a paragraph are none of its own.
    const before = known.length === 0 ? "" : "\n";
    for (const [at, piece] of texts.entries()) known.push(at === 0 ? { ...piece, before } : piece);
    this.#deleted.set(this.#region, known);
  }

  /** Once only: marks may repeat, and each would bring all of it. */
  #taken(id: string): readonly Piece[] {
    const pieces = this.#deleted.get(id) ?? [];
    this.#deleted.delete(id);
    return pieces.map((piece) => ({ ...piece, deleted: true }));
  }
}
