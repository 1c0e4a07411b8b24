/* Lint rules: strict TypeScript, linear regular expressions, small files and functions. */
import regexp from "eslint-plugin-regexp";

/** Of a plugin's rules those that it recommends, warnings too, as errors. */
const recommended = Object.fromEntries(
  Object.entries(regexp.configs["flat/recommended"].rules).map(([name, level]) => [
    name,
    level === "off" ? "off" : "error",
  ]),
);

const size = {
  "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
  "max-params": ["error", 3],
  complexity: ["error", 12],
};

const typescript = {
  "typescript/ban-ts-comment": ["error", { minimumDescriptionLength: 10 }],
  "typescript/consistent-type-definitions": ["error", "interface"],
  "typescript/consistent-type-imports": "error",
  "typescript/no-dynamic-delete": "error",
  "typescript/no-empty-object-type": "error",
  "typescript/no-explicit-any": "error",
  "typescript/no-extraneous-class": "error",
  "typescript/no-invalid-void-type": "error",
  "typescript/no-namespace": "error",
  "typescript/no-non-null-asserted-nullish-coalescing": "error",
  "typescript/no-non-null-assertion": "error",
  "typescript/no-require-imports": "error",
  "typescript/no-unnecessary-type-constraint": "error",
  "typescript/no-unsafe-function-type": "error",
  "typescript/prefer-literal-enum-member": "error",
  "typescript/unified-signatures": "error",
};

export default {
  plugins: ["eslint", "typescript", "oxc"],
  jsPlugins: ["eslint-plugin-regexp", "./lint-rules.js"],
  // What the categories switch on stands below only where it has options.
  categories: { correctness: "error" },
  rules: {
    ...recommended,
    ...typescript,
    ...size,
    eqeqeq: "error",
    "no-array-constructor": "error",
    "no-console": "error",
    "no-unused-expressions": "error",
    "no-unused-vars": ["error", { args: "after-used", caughtErrors: "all", vars: "all" }],
    "no-useless-constructor": "error",
    // regexp/no-useless-escape knows which ones help to read.
    "no-useless-escape": "off",
    "no-var": "error",
    "prefer-const": "error",
    "prefer-rest-params": "error",
    "prefer-spread": "error",
    "regexp/no-super-linear-move": "error",
    "regexp/no-control-character": "off",
    "deskveil/no-export-all": "error",
    "deskveil/no-enum": "error",
  },
  overrides: [
    {
      files: ["**/test/**", "**/benchmarks/**", "*.mjs", "*.js", "*.config.ts"],
      rules: {
        "max-lines": "off",
        "max-lines-per-function": "off",
        // Rows of tables are spread over the parameters of `it.each`.
        "max-params": "off",
        "no-console": "off",
        complexity: "off",
        "regexp/no-super-linear-move": "off",
        "typescript/no-non-null-assertion": "off",
      },
    },
  ],
};
