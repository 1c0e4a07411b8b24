/* The bundler's plugin that leaves regular expressions to their first use: the module must do what it did. */

import { parseSync } from "rolldown/utils";
import { describe, expect, it } from "vitest";
import { makeLazy } from "../../.ci/lazy-expressions.mjs";

const lazy = (code: string): string => makeLazy(code, parseSync("module.js", code).program);

/** What a module exports as `told`. */
async function toldBy(code: string): Promise<unknown> {
  const { told } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { told: unknown };
  return told;
}

/** Makes an expression costly, and matches everywhere. */
const any = String.raw`(?!\p{Cs})`;

const modules = {
  "a constant": String.raw`const word = /^\p{L}+$/u; export const told = ["é", "1"].map((one) => word.test(one));`,
  "a constant under its own name in an object": `const word = /${any}x/iu; const read = ({ word }) => word.test("X"); export const told = read({ word });`,
  "a constant that a parameter hides": `const word = /${any}x/u; const read = (word) => word + "!"; export const told = [read("a"), word.test("x")];`,
  "a constant that goes on where it stopped": `const next = /${any}a/gu; const read = () => next.test("aab") && next.lastIndex; export const told = [read(), read(), read()];`,
  "a constant that is used before its line": `const read = () => later.exec("ab").index; const later = /${any}b/u; export const told = read();`,
  "an expression of the module's own data": `const forms = [/${any}a/uy, /b/u]; export const told = forms.map(({ flags }) => flags);`,
  "expressions of other expressions": `const one = /${any}(?:a|b)/u; const two = new RegExp("^(?:" + one.source + ")$", "iu"); export const told = two.test("B");`,
  "a literal in a function": `const read = (text) => text.replace(/${any}(?<first>[ab])"/u, "$<first>-"); export const told = [read('a"'), read('b"')];`,
  "a literal in a function that goes on where it stopped": `const count = (text) => { const each = /${any}a/gu; let n = 0; while (each.test(text)) n++; return n; }; export const told = [count("aa"), count("aa")];`,
  "a constant that leaves the module": `const told = /${any}x/u; export { told };`,
  "a cheap expression": "const word = /x/; export const told = word.test('x');",
  "no expression": "export const told = 1;",
};

describe("a module with lazy expressions", () => {
  it.each(Object.entries(modules))("does what it did with %s", async (_name, code) => {
    expect(await toldBy(lazy(code))).toEqual(await toldBy(code));
  });

  it("makes none of the expressions that it keeps before they are asked", async () => {
    const counted =
      "const Real = RegExp; let made = 0; globalThis.RegExp = new Proxy(Real, { construct: (target, args) => (made++, new target(...args)) });";
    const code = lazy(
      `const word = /${any}a/u; const other = /${any}b/u; const read = (text) => word.test(text) && /${any}c/u.test(text);
       const before = made; read("a"); read("ac"); export const told = [before, made]; globalThis.RegExp = Real;`,
    );
    expect(await toldBy(counted + code)).toEqual([0, 2]);
  });

  it("is refused where a name is taken", () => {
    expect(() => lazy("const lazy$word = 1;")).toThrow("lazy$");
  });
});
