/* Lint rules: strict TypeScript, linear regular expressions, small files and functions. */
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

const size = {
  "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
  "max-params": ["error", 3],
  complexity: ["error", 12],
};

export default tseslint.config(
  { ignores: ["**/dist/**", "**/dist-*/**", "**/node_modules/**", "coverage/**"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "benchmarks/**/*.{ts,mjs}", ".ci/**/*.{js,mjs,ts}"],
    extends: [...tseslint.configs.strict, regexp.configs["flat/recommended"]],
    rules: {
      ...size,
      eqeqeq: "error",
      "no-console": "error",
      "regexp/no-super-linear-move": "error",
      "regexp/no-control-character": "off",
      "@typescript-eslint/consistent-type-definitions": ["error", "interface"],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportAllDeclaration", message: "Name what you export." },
        { selector: "TSEnumDeclaration", message: "Use a union of literals." },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "benchmarks/**/*", ".ci/**/*"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      // Rows of tables are spread over the parameters of `it.each`.
      "max-params": "off",
      "no-console": "off",
      complexity: "off",
      "regexp/no-super-linear-move": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
