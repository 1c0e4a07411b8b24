/* Regular expressions of other tools as tokens: enough to rename groups, classes and anchors without parsing further. */

export interface RegexToken {
  readonly kind: "open" | "close" | "class" | "escape" | "or" | "flags" | "quantifier" | "other";
  readonly text: string;
}

const pieces: readonly (readonly [RegexToken["kind"], RegExp])[] = [
  ["escape", /\\(?:x\{[\da-fA-F]{1,6}\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|[pP]\{[^}]{1,40}\}|[\s\S])/y],
  ["flags", /\(\?[a-z]*(?:-[a-z]+)?\)/iy],
  ["open", /\((?:\?(?:P?<[A-Za-z_]\w{0,60}>|<?[=!]|>|[a-zA-Z]*(?:-[a-zA-Z]+)?:))?/y],
  ["close", /\)/y],
  ["or", /\|/y],
  ["quantifier", /(?:[*+?]|\{\d{1,6}(?:,\d{0,6})?\})[?+]?/y],
  ["other", /[\s\S]/y],
];

export function tokensOfRegex(source: string): readonly RegexToken[] {
  const tokens: RegexToken[] = [];
  for (let at = 0; at < source.length;) {
    const token =
      source[at] === "[" ? { kind: "class" as const, text: classAt(source, at) } : tokenAt(source, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(source: string, at: number): RegexToken {
  for (const [kind, piece] of pieces) {
    piece.lastIndex = at;
    const text = piece.exec(source)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return { kind: "other", text: source.slice(at, at + 1) };
}

/** A bracket right behind the opening one stands for itself. */
function classAt(source: string, at: number): string {
  let end = at + (source[at + 1] === "^" ? 2 : 1);
  if (source[end] === "]") end++;
  while (end < source.length && source[end] !== "]") {
    const named = /\[:\^?[a-z]+:\]/y;
    named.lastIndex = end;
    end += source[end] === "\\" ? 2 : (named.exec(source)?.[0].length ?? 1);
  }
  return source.slice(at, end + 1);
}

export const writeTokens = (tokens: readonly RegexToken[]): string => tokens.map(({ text }) => text).join("");

export const isLookAround = ({ kind, text }: RegexToken): boolean =>
  kind === "open" && /^\(\?<?[=!]$/.test(text);

export const isCapture = ({ kind, text }: RegexToken): boolean =>
  kind === "open" && (text === "(" || /^\(\?P?<[A-Za-z_]/.test(text));

/** Position behind the group that opens at `open`. */
export function behindGroup(tokens: readonly RegexToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const kind = tokens[at]?.kind;
    if (kind === "open") depth++;
    if (kind === "close" && --depth === 0) return at + 1;
  }
  return tokens.length;
}

/** Cut at the bars that stand in no group. */
export function alternativesOf(tokens: readonly RegexToken[]): readonly (readonly RegexToken[])[] {
  const all: RegexToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    if (token.kind === "or" && depth === 0) all.push([]);
    else all.at(-1)?.push(token);
  }
  return all;
}
