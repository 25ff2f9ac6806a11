import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseSync } from "oxc-parser";

interface Exported {
  name: string;
  text: string;
  about: string;
}

/**
 * docs/API_REFERENCE.md: what `import … from "quants-ctl"` offers, from the declarations and the
 * doc comments in them. `index` is the built index.d.ts.
 */
export function apiReference(index: string, intro: string): string {
  const sections = exportsOf(index).map(
    ({ name, about, text }) => `### ${name}\n\n${about}\n\n\`\`\`ts\n${text}\n\`\`\`\n`,
  );
  return `${intro.trim()}\n\n${sections.join("\n")}`.replaceAll(/\n{3,}/g, "\n\n");
}

function exportsOf(file: string): Exported[] {
  const { program } = parse(file);
  return program.body.flatMap((node) => {
    if (node.type !== "ExportNamedDeclaration" || node.source === null) return [];
    const source = resolve(dirname(file), node.source.value.replace(/\.js$/, ".d.ts"));
    const declared = declarationsOf(source);
    return node.specifiers.map(({ local, exported }) => {
      const found = declared.get(nameOf(local));
      if (found === undefined) throw new Error(`${nameOf(exported)} is not declared in ${source}`);
      return { ...found, name: nameOf(exported) };
    });
  });
}

function declarationsOf(file: string): Map<string, Exported> {
  const { text, program, comments } = parse(file);
  const found = new Map<string, Exported>();
  for (const node of program.body) {
    const declaration =
      node.type === "ExportNamedDeclaration" && node.declaration !== null ? node.declaration : node;
    const name = declaredName(declaration);
    if (name === null) continue;
    const comment = comments.findLast(
      ({ end, type, value }) =>
        type === "Block" &&
        value.startsWith("*") &&
        end <= node.start &&
        text.slice(end, node.start).trim() === "",
    );
    found.set(name, {
      name,
      text: text.slice(node.start, node.end).replace(/^export declare /, "export "),
      about: comment === undefined ? "" : prose(comment.value),
    });
  }
  return found;
}

type Statement = ReturnType<typeof parse>["program"]["body"][number];

function declaredName(node: Statement): string | null {
  if ("id" in node && node.id !== null && "name" in node.id) return node.id.name;
  if (node.type !== "VariableDeclaration") return null;
  const id = node.declarations[0]?.id;
  return id !== undefined && "name" in id ? id.name : null;
}

function nameOf(node: { name: string } | { value: string }): string {
  return "name" in node ? node.name : node.value;
}

/** The comment's text without its stars. */
function prose(comment: string): string {
  return comment
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim();
}

function parse(file: string) {
  const text = readFileSync(file, "utf8");
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return { text, program, comments };
}
