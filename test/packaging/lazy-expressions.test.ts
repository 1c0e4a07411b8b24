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

const modules = {
  "a constant": 'const word = /^\\p{L}+$/u; export const told = ["é", "1"].map((one) => word.test(one));',
  "a constant under its own name in an object":
    'const word = /x/i; const read = ({ word }) => word.test("X"); export const told = read({ word });',
  "a constant that a parameter hides":
    'const word = /x/; const read = (word) => word + "!"; export const told = [read("a"), word.test("x")];',
  "a constant that goes on where it stopped":
    'const next = /a/g; const read = () => next.test("aab") && next.lastIndex; export const told = [read(), read(), read()];',
  "a constant that is used before its line":
    'const read = () => later.exec("ab").index; const later = /b/; export const told = read();',
  "an expression of the module's own data":
    "const forms = [/a/y, /b/u]; export const told = forms.map(({ flags }) => flags);",
  "expressions of other expressions":
    'const one = /a|b/; const two = new RegExp(`^(?:${one.source})$`, "i"); export const told = two.test("B");',
  "a literal in a function":
    'const read = (text) => text.replace(/(?<first>[ab])"/u, "$<first>-"); export const told = [read(\'a"\'), read(\'b"\')];',
  "a literal in a function that goes on where it stopped":
    'const count = (text) => { const each = /a/g; let n = 0; while (each.test(text)) n++; return n; }; export const told = [count("aa"), count("aa")];',
  "a constant that leaves the module": "const told = /x/; export { told };",
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
      `const word = /a/; const other = /b/; const read = (text) => word.test(text) && /c/.test(text);
       const before = made; read("a"); read("ac"); export const told = [before, made]; globalThis.RegExp = Real;`,
    );
    expect(await toldBy(counted + code)).toEqual([0, 2]);
  });

  it("is refused where a name is taken", () => {
    expect(() => lazy("const lazy$word = 1;")).toThrow("lazy$");
  });
});
