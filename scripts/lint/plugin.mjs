import { dirname, join, relative, sep } from "node:path";
import { LAYERS, PACKAGES, isIn, layerOf } from "./layers.mjs";

/** This project's own lint rules. */
export default {
  meta: { name: "quants" },
  rules: {
    "no-plain-error": { create: noPlainError },
    layers: { create: layers },
  },
};

/** Whoever catches it can't tell what happened, and it has no exit status. */
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

/** Imports follow the table in layers.mjs, in whatever form they are written. */
function layers(context) {
  const from = pathInSrc(context.filename);
  const layer = from && layerOf(from);
  if (!layer) return {};
  const check = (node, source, how) => {
    const message = typeof source === "string" && faultOf(from, layer, source, how);
    if (message) context.report({ node, message });
  };
  const declared = (node) => {
    const isType = (node.importKind ?? node.exportKind) === "type";
    check(node, node.source?.value, isType ? "as a type" : "at once");
  };
  return {
    ImportDeclaration: declared,
    ExportNamedDeclaration: declared,
    ExportAllDeclaration: declared,
    ImportExpression: (node) => check(node, node.source.value, "lazily"),
    TSImportType: (node) =>
      check(node, node.source?.value ?? node.argument?.literal?.value, "as a type"),
  };
}

function faultOf(from, layer, source, how) {
  if (!source.startsWith(".")) return packageFault(from, source, how);
  const to = relative("src", join("src", dirname(from), source))
    .split(sep)
    .join("/");
  if (to.startsWith("..")) return undefined;
  const isOwn = isIn(to, layer.area) && layerOf(to) === layer;
  if (!isOwn && !layer.may.some((area) => isIn(to, area))) {
    return `${layer.area} may import ${layer.may.join(", ") || "nothing else"}: see scripts/lint/layers.mjs.`;
  }
  const isLazy =
    layer.lazily?.some((area) => isIn(to, area)) && !layer.atOnce?.some((area) => isIn(to, area));
  return isLazy && how === "at once" ? lazyFault(source) : undefined;
}

function packageFault(from, source, how) {
  const rule = PACKAGES.find(({ names }) => names.test(source));
  if (rule === undefined) return undefined;
  if (!rule.areas.some((area) => isIn(from, area))) {
    return `Only ${rule.areas.join(" and ")} may use ${source}: see scripts/lint/layers.mjs.`;
  }
  return rule.lazily && how === "at once" ? lazyFault(source) : undefined;
}

const lazyFault = (source) => `Load ${source} by import(), where it is needed.`;

/** `core/errors.ts`; undefined outside of src. */
function pathInSrc(filename) {
  const [, path] = filename
    .split(sep)
    .join("/")
    .split(/(?:^|\/)src\/(.*)$/s);
  return path !== undefined && LAYERS.length > 0 ? path : undefined;
}
