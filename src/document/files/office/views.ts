/* What readers of a paragraph may see of it: with or without changes, hidden texts and alternatives. */

/** A text of a paragraph, and what readers of the document see of it. */
export interface Piece {
  /** Places among the shown texts: as it stands, and without the blanks around it that some readers leave out. */
  readonly shown: number;
  readonly trimmed: number;
  readonly before: string;
  readonly deleted: boolean;
  readonly inserted: boolean;
  readonly hidden: boolean;
  /** Which of several alternatives it is in, from 1; 0: all readers see it. */
  readonly branch: number;
}

/** Texts that are seen as one, by their places among the shown ones. */
export interface ShownRun {
  readonly parts: readonly { readonly shown: number; readonly before: string }[];
}

/** Alternatives read one by one; nobody writes more than two. */
const mostBranches = 4;

/** Every view of more than one text. */
export function* viewsOf(pieces: readonly Piece[]): Generator<ShownRun> {
  if (pieces.length < 2) return;
  const isTrimmed = pieces.some(({ shown, trimmed }) => shown !== trimmed);
  for (const branch of branchesOf(pieces)) {
    const inBranch = pieces.filter((piece) => piece.branch === 0 || piece.branch === branch);
    for (const view of changesOf(inBranch)) {
      if (view.length < 2) continue;
      yield { parts: view.map(({ shown, before }) => ({ shown, before })) };
      if (isTrimmed) yield { parts: view.map(({ trimmed, before }) => ({ shown: trimmed, before })) };
    }
  }
}

function branchesOf(pieces: readonly Piece[]): readonly number[] {
  const branches = new Set<number>();
  for (const { branch } of pieces) if (branch > 0) branches.add(branch);
  return branches.size === 0 ? [0] : [...branches].slice(0, mostBranches);
}

/** With the changes taken, without them, and with what is hidden. */
function* changesOf(pieces: readonly Piece[]): Generator<readonly Piece[]> {
  yield pieces.filter(({ deleted, hidden }) => !deleted && !hidden);
  if (pieces.some(({ deleted, inserted }) => deleted || inserted))
    yield pieces.filter(({ inserted, hidden }) => !inserted && !hidden);
  if (pieces.some(({ hidden }) => hidden)) yield pieces.filter(({ deleted }) => !deleted);
}
