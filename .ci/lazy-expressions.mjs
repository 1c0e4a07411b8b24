/*
 * Regular expressions of a bundle that are made when they are first asked. The engine of JavaScript reads each literal with
 * its module, and once more where a module keeps it, and each `\p{L}` in it fills a table of letters: of a thousand
 * expressions, that is a seventh of the time to the first redaction, and most of them wait for texts that never come.
 * Only those that cost something are changed.
 */

import { analyze } from "eslint-scope";

/** Marks our names; a bundle that uses it already is refused. */
const mark = "lazy$";

/** The others cost less to make than it costs to ask for them, again and again, whether they are made. */
const isCostly = ({ pattern }) => pattern.includes("\\p{") || pattern.length > 80;
const isLiteral = (node) => node?.type === "Literal" && node.regex !== undefined && isCostly(node.regex);
/** `new RegExp(...)` depends on other constants alone where a module does it on its own. */
const isConstruction = (node) => node?.type === "NewExpression" && node.callee.name === "RegExp";
const isFunction = ({ type }) => /^(?:Function|ArrowFunction)/.test(type);
/** These remember where they stopped: whoever evaluates the literal wants one that begins anew. */
const isStateful = ({ regex }) => /[gy]/.test(regex.flags);

/** Every node, with its parent and whether a function is around it. */
function* nodesOf(node, parent, inFunction = false) {
  if (Array.isArray(node)) {
    for (const element of node) yield* nodesOf(element, parent, inFunction);
  } else if (typeof node?.type === "string") {
    yield { node, parent, inFunction };
    const inside = inFunction || isFunction(node);
    for (const key in node) if (typeof node[key] === "object") yield* nodesOf(node[key], node, inside);
  }
}

const construct = ({ pattern, flags }) => `new RegExp(${JSON.stringify(pattern)},${JSON.stringify(flags)})`;

/** `const form = /x/;` of a module and its uses. */
function constantsOf(ast) {
  const module = analyze(ast, { ecmaVersion: 2024, sourceType: "module" }).scopes.find(
    ({ type }) => type === "module",
  );
  return module.variables.flatMap(({ defs: [def], references }) =>
    def?.type === "Variable" &&
    def.parent.kind === "const" &&
    (isLiteral(def.node.init) || isConstruction(def.node.init))
      ? [{ declaration: def.node, uses: references.filter(({ init }) => !init).map((one) => one.identifier) }]
      : [],
  );
}

/** Edits that make a constant a function, undefined where it leaves the module as a value. */
function constantEdits({ declaration: { id, init }, uses }, parents) {
  if (uses.some((use) => parents.get(use)?.type === "ExportSpecifier")) return undefined;
  const name = mark + id.name;
  const asked = uses.map((use) => {
    const isShort = parents.get(use)?.type === "Property" && parents.get(use).shorthand;
    return { at: use, text: `${isShort ? `${id.name}:` : ""}${id.name}()` };
  });
  return { name, edits: [...madeAtFirst(name, init), ...asked] };
}

/** What a construction is made of may have edits of its own. */
function madeAtFirst(name, init) {
  const before = `()=>${name}??=`;
  if (isLiteral(init)) return [{ at: init, text: before + construct(init.regex) }];
  return [{ at: { start: init.start, end: init.start }, text: before }];
}

/** A literal in a function is kept by the module. */
const literalEdits = (node, index) => ({
  name: `${mark}${String(index)}`,
  edits: [{ at: node, text: `(${mark}${String(index)}??=${construct(node.regex)})` }],
});

function splice(code, edits) {
  const pieces = [];
  let from = 0;
  for (const { at, text } of edits.sort((a, b) => a.at.start - b.at.start)) {
    pieces.push(code.slice(from, at.start), text);
    from = at.end;
  }
  return pieces.join("") + code.slice(from);
}

/** The module with its regular expressions made at first use; `ast` is its ESTree. Throws if it has names like ours. */
export function makeLazy(code, ast) {
  if (code.includes(mark)) throw new Error(`a name with ${mark} stands in the bundle`);
  const parents = new Map();
  const literals = [];
  for (const { node, parent, inFunction } of nodesOf(ast)) {
    parents.set(node, parent);
    // The scopes are told by it.
    node.range = [node.start, node.end];
    if (inFunction && isLiteral(node) && !isStateful(node)) literals.push(node);
  }
  const changes = [
    ...constantsOf(ast).flatMap((constant) => constantEdits(constant, parents) ?? []),
    ...literals.map(literalEdits),
  ];
  if (changes.length === 0) return code;
  const body = splice(
    code,
    changes.flatMap(({ edits }) => edits),
  );
  return `${body}\nvar ${changes.map(({ name }) => name).join(",")};\n`;
}

/** For the bundler. */
export const lazyExpressions = {
  name: "lazy-expressions",
  renderChunk(code) {
    return { code: makeLazy(code, this.parse(code)), map: null };
  },
};
