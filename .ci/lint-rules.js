/* Two lint rules of our own: every export is named, and a set of words is a union of literals. */

const forbid = (type, message) => ({
  create: (context) => ({
    [type](node) {
      context.report({ node, message });
    },
  }),
});

export default {
  meta: { name: "deskveil" },
  rules: {
    "no-export-all": forbid("ExportAllDeclaration", "Name what you export."),
    "no-enum": forbid("TSEnumDeclaration", "Use a union of literals."),
  },
};
