/** Rules of this project that oxlint does not have. */
export default {
  meta: { name: "quants" },
  rules: {
    "no-plain-error": { create: noPlainError },
    "lazy-import": {
      meta: { schema: { type: "array", items: { type: "string" } } },
      create: lazyImport,
    },
  },
};

/** Whoever catches it can't tell what it is, and it has no exit status of its own. */
function noPlainError(context) {
  return {
    ThrowStatement({ argument }) {
      const thrown = argument?.type === "NewExpression" || argument?.type === "CallExpression";
      if (thrown && argument.callee.name === "Error") {
        context.report({ node: argument, message: "Throw a QuantsError, not a plain Error." });
      }
    },
  };
}

/** Modules that the options match may be imported as types, or by import() where they are used. */
function lazyImport(context) {
  const patterns = context.options.map((source) => new RegExp(source, "u"));
  const check = (node) => {
    const source = node.source?.value;
    const isType = (node.importKind ?? node.exportKind) === "type";
    if (source === undefined || isType || !patterns.some((it) => it.test(source))) return;
    context.report({ node, message: `Import ${source} by import(), where it is needed.` });
  };
  return {
    ImportDeclaration: check,
    ExportNamedDeclaration: check,
    ExportAllDeclaration: check,
  };
}
