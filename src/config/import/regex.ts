/* Regular expressions of Go and Python in our dialect; what RE2 or the dialect cannot say is refused with its reason. */

import {
  alternativesOf,
  behindGroup,
  isCapture,
  isLookAround,
  tokensOfRegex,
  writeTokens,
  type RegexToken,
} from "./regex-tokens.js";

/** Why an expression cannot be taken over, in one sentence without its end. */
export class UntranslatableError extends Error {}

export interface RegexFlags {
  readonly ignoreCase?: boolean;
  readonly dotAll?: boolean;
  readonly multiline?: boolean;
}

export interface TranslateOptions {
  readonly flags?: RegexFlags;
  /** Number of the group that is the finding; absent: the first one, when there is one and `wholeMatch` is not set. */
  readonly group?: number;
  /** Groups say nothing about the finding. */
  readonly wholeMatch?: boolean;
}

export interface Translated {
  readonly regex: string;
  readonly ignoreCase: boolean;
  readonly boundary: "word" | "none";
}

/** Throws UntranslatableError. Alternatives with groups of their own become expressions of their own. */
export function translateRegex(source: string, options: TranslateOptions = {}): readonly Translated[] {
  const { tokens, boundary } = trimLookAround(tokensOfRegex(source));
  if (tokens.some(isLookAround)) throw new UntranslatableError("it looks around, which RE2 cannot");
  const plain = anchored(tokens, options).flatMap((token) => plainToken(token, options.flags ?? {}));
  const ignoreCase = options.flags?.ignoreCase === true;
  const wrap = (one: readonly RegexToken[]): Translated => ({
    regex: writeTokens(one),
    ignoreCase,
    boundary,
  });
  if (options.wholeMatch === true) return [wrap(plain.map(unname))];
  return splitByGroups(plain, options.group).map((one) => wrap(markValue(one, options.group)));
}

const valueGroup = "(?P<value>";

const unname = (token: RegexToken): RegexToken =>
  isCapture(token) && token.text !== valueGroup ? { kind: "open", text: "(?:" } : token;

/** `(?<!\w)` before and `(?!\w)` behind are what `boundary: word` says. */
function trimLookAround(tokens: readonly RegexToken[]): {
  readonly tokens: readonly RegexToken[];
  readonly boundary: "word" | "none";
} {
  const isWord = (inner: readonly RegexToken[]): boolean =>
    ["\\w", "[\\w]", "[A-Za-z0-9_]", "[a-zA-Z0-9_]"].includes(writeTokens(inner));
  const first = behindGroup(tokens, 0);
  const before = tokens[0]?.text === "(?<!" && isWord(tokens.slice(1, first - 1));
  const after = tokens.length > 3 && tokens.at(-3)?.text === "(?!" && isWord(tokens.slice(-2, -1));
  return before && after
    ? { tokens: tokens.slice(first, -3), boundary: "word" }
    : { tokens, boundary: "none" };
}

const posix: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  digit: "0-9",
  lower: "a-z",
  upper: "A-Z",
  xdigit: "0-9A-Fa-f",
  word: "0-9A-Za-z_",
  space: "\\t\\n\\v\\f\\r ",
  blank: "\\t ",
  punct: "!-\\/:-@\\[-`\\{-~",
};

const refused: Readonly<Record<string, string>> = {
  "\\B": "\\B is not in the dialect",
  "\\Q": "\\Q is not in the dialect",
  "\\G": "\\G is not in RE2",
};

const plainByKind: Partial<
  Readonly<Record<RegexToken["kind"], (token: RegexToken) => readonly RegexToken[]>>
> = {
  class: ({ kind, text }) => [{ kind, text: plainClass(text) }],
  escape: (token) => [plainEscape(token)],
  flags: ({ text }) => plainFlags(text),
  open: (token) => [plainOpening(token)],
  quantifier: (token) => [plainQuantifier(token)],
};

/** One token as the dialect writes it. */
function plainToken(token: RegexToken, flags: RegexFlags): readonly RegexToken[] {
  const { kind, text } = token;
  const plain = plainByKind[kind]?.(token);
  if (plain !== undefined) return plain;
  if (text === "{") return [{ kind: "escape", text: "\\{" }];
  if (text === "." && flags.dotAll === true) return [{ kind: "class", text: "[\\x00-\\x{ffff}]" }];
  return [token];
}

const lineStart: RegexToken = { kind: "other", text: "(?:^|\\n)" };
const lineEnd: RegexToken = { kind: "other", text: "(?:\\r?\\n|$)" };
const isAnchor = ({ kind, text }: RegexToken): boolean => kind === "other" && (text === "^" || text === "$");

/**
 * Where `^` and `$` mean lines, one of them may stand at its end of the expression and takes the line end in; with both,
 * of two lines that follow each other the second would be missed.
 */
function anchored(
  tokens: readonly RegexToken[],
  { flags, wholeMatch }: TranslateOptions,
): readonly RegexToken[] {
  if (flags?.multiline !== true || !tokens.some(isAnchor)) return tokens;
  const starts = tokens.findIndex(isAnchor) === 0;
  const inner = starts ? tokens.slice(1) : tokens.slice(0, -1);
  if (inner.some(isAnchor))
    throw new UntranslatableError("it asks for starts or ends of lines, which RE2 without (?m) cannot");
  const value = wholeMatch === true ? asValue(inner) : inner;
  return starts ? [lineStart, ...value] : [...value, lineEnd];
}

const asValue = (tokens: readonly RegexToken[]): readonly RegexToken[] => [
  { kind: "open", text: valueGroup },
  ...tokens.map(unname),
  { kind: "close", text: ")" },
];

function plainClass(text: string): string {
  return text
    .replace(/\[:(\^?)([a-z]+):\]/g, (whole, negated: string, name: string) => {
      const ranges = posix[name];
      if (ranges === undefined || negated !== "")
        throw new UntranslatableError(`the class ${whole} is not in the dialect`);
      return ranges;
    })
    .replace(/\\u([\da-fA-F]{4})/g, "\\x{$1}");
}

function plainQuantifier(token: RegexToken): RegexToken {
  if (!/.\+$/.test(token.text)) return token;
  throw new UntranslatableError("it repeats possessively, which RE2 cannot");
}

function plainEscape({ kind, text }: RegexToken): RegexToken {
  const why = refused[text];
  if (why !== undefined) throw new UntranslatableError(why);
  if (/^\\[1-9]/.test(text)) throw new UntranslatableError("it refers back to a group, which RE2 cannot");
  if (/^\\p/i.test(text))
    throw new UntranslatableError("Unicode classes are not in the dialect; write ranges");
  if (text === "\\A") return { kind: "other", text: "^" };
  if (text === "\\z" || text === "\\Z") return { kind: "other", text: "$" };
  if (text.startsWith("\\u")) return { kind, text: `\\x{${text.slice(2)}}` };
  return { kind, text };
}

function plainFlags(text: string): readonly RegexToken[] {
  const flags = text.slice(2, -1);
  if (flags === "") return [];
  if (flags === "i" || flags === "-i") return [{ kind: "flags", text }];
  throw new UntranslatableError(`the flags (?${flags}) are not in the dialect`);
}

function plainOpening(token: RegexToken): RegexToken {
  const { text } = token;
  if (text === "(?>") throw new UntranslatableError("it has an atomic group, which RE2 cannot");
  const flags = /^\(\?([a-z]*(?:-[a-z]+)?):$/i.exec(text)?.[1];
  if (flags === undefined || ["", "i", "-i"].includes(flags)) return token;
  throw new UntranslatableError(`the flags (?${flags}: are not in the dialect`);
}

/** Flags at the top hold for the alternatives behind them too. */
function splitByGroups(
  tokens: readonly RegexToken[],
  group: number | undefined,
): readonly (readonly RegexToken[])[] {
  const alternatives = alternativesOf(tokens);
  const withGroup = alternatives.filter((one) => one.some(isCapture));
  if (group !== undefined || alternatives.length === 1 || withGroup.length === 0) return [tokens];
  let flags: readonly RegexToken[] = [];
  return alternatives.map((one) => {
    const whole = [...flags, ...one];
    flags = whole.filter(({ kind }, at) => kind === "flags" && depthAt(whole, at) === 0);
    return whole;
  });
}

const depthAt = (tokens: readonly RegexToken[], at: number): number =>
  tokens
    .slice(0, at)
    .reduce((depth, { kind }) => depth + (kind === "open" ? 1 : kind === "close" ? -1 : 0), 0);

function markValue(tokens: readonly RegexToken[], group: number | undefined): readonly RegexToken[] {
  const captures = tokens.flatMap((token, at) => (isCapture(token) ? [at] : []));
  const wanted = captures[(group ?? 1) - 1];
  if (wanted === undefined || group === 0) {
    if (group !== undefined && group > 0) throw new UntranslatableError(`it has no group ${String(group)}`);
    return tokens.map(unname);
  }
  if (mayBeAbsent(tokens, wanted)) {
    throw new UntranslatableError("its groups stand in alternatives, so none of them is always the finding");
  }
  const marked = tokens.map((token, at) => (at === wanted ? { ...token, text: valueGroup } : unname(token)));
  return dropLead(marked);
}

/** In an alternative, or in a group that may repeat or be left out. */
function mayBeAbsent(tokens: readonly RegexToken[], at: number): boolean {
  for (let open = at; open >= 0; open--) {
    if (tokens[open]?.kind !== "open" || behindGroup(tokens, open) <= at) continue;
    const end = behindGroup(tokens, open);
    if (tokens[end]?.kind === "quantifier") return true;
    if (open !== at && alternativesOf(tokens.slice(open + 1, end - 1)).length > 1) return true;
  }
  return alternativesOf(tokens).length > 1;
}

/** Where a group is the finding, what may be left out before everything else finds nothing more. */
function dropLead(tokens: readonly RegexToken[]): readonly RegexToken[] {
  const from = tokens.findIndex(({ kind }) => kind !== "flags");
  const isOptional =
    /^(?:[*?]|\{0,)/.test(tokens[from + 1]?.text ?? "") && tokens[from + 1]?.kind === "quantifier";
  if (tokens[from]?.kind !== "class" || !isOptional) return tokens;
  return [...tokens.slice(0, from), ...tokens.slice(from + 2)];
}
