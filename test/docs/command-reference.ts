import { helpOf } from "../../src/commands/definition/option.ts";
import { GLOBAL_OPTIONS } from "../../src/commands/definition/global-options.ts";
import { type CommandSpec, type GroupSpec } from "../../src/commands/definition/command.ts";
import { columnsOf } from "../../src/program/completion/listed.ts";
import { COMMANDS } from "../../src/program/registry.ts";
import { isCommand } from "../../src/commands/definition/group.ts";

type Node = GroupSpec | CommandSpec;

/** docs/COMMANDS.md: every command with its options, from the tree that the program is built of. */
export function commandReference(): string {
  const nodes = COMMANDS.filter((it) => !isHidden(it));
  return `${[
    "# Commands",
    "",
    "Made from the command tree; `quants-ctl <command> --help` shows the same.",
    "",
    ...nodes.flatMap((node) => [`- \`${node.name}\`: ${node.summary}`]),
    "",
    "## Options of every command",
    "",
    ...optionTable(GLOBAL_OPTIONS),
    ...nodes.flatMap((node) => section(node, node.name, 2)),
  ]
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

function section(node: Node, path: string, level: number): string[] {
  const below = (node.commands ?? []).filter((it) => !isHidden(it));
  return [
    "",
    `${"#".repeat(Math.min(level, 5))} quants-ctl ${path}`,
    "",
    escaped(node.about ?? `${node.summary.charAt(0).toUpperCase()}${node.summary.slice(1)}.`),
    ...(isCommand(node) ? details(node, path) : []),
    ...below.flatMap((it) => section(it, `${path} ${it.name}`, level + 1)),
  ];
}

function details(spec: CommandSpec, path: string): string[] {
  const { argument, extra, examples = [] } = spec;
  const places = [argument, extra].filter((it) => it !== undefined);
  const own = spec.options.filter((it) => it.aliasOf === undefined);
  const columns = columnsOf(path).map(({ key }) => `\`${key}\``);
  return [
    ...places.flatMap(({ name, help }) => ["", `\`${name}\`: ${escaped(help)}`]),
    ...(own.length === 0 ? [] : ["", ...optionTable(own)]),
    ...(columns.length === 0 ? [] : ["", `Columns: ${columns.join(", ")}.`]),
    ...(examples.length === 0 ? [] : ["", "```sh", ...examples, "```"]),
  ];
}

function optionTable(options: CommandSpec["options"]): string[] {
  const rows = options.map((option) => {
    const notes = [
      ...(option.required === true ? ["required"] : []),
      ...(option.env === undefined ? [] : [`environment: ${option.env.join(", ")}`]),
    ];
    const note = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
    return [
      `\`${option.flags.replaceAll("|", "\\|")}\``,
      `${escaped(helpOf(option))}${note}`,
    ] as const;
  });
  const widths = [0, 1].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length), 6),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [
    line(["option", "what"]),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...rows.map(line),
  ];
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "\\<").replaceAll("*", "\\*");
}

function isHidden(node: Node): boolean {
  return isCommand(node) && node.hidden === true;
}
