import { GLOBAL_OPTIONS } from "../../src/commands/definition/global-options.ts";
import { type CommandSpec, type GroupSpec } from "../../src/commands/definition/command.ts";
import { type OptionSpec, helpOf } from "../../src/commands/definition/option.ts";
import { withGlobals } from "../../src/commands/definition/global-options.ts";
import { COMMANDS } from "../../src/program/registry.ts";
import { isCommand } from "../../src/commands/definition/group.ts";

type Node = GroupSpec | CommandSpec;

const STATUSES = [
  ["0", "done"],
  ["1", "it failed: quota, a failed operation, a bug"],
  ["2", "the command line is wrong, or a confirmation was needed and there is no terminal"],
  ["3", "not found"],
  ["4", "credentials or configuration"],
  ["5", "conflict: name in use, wrong state, protected"],
  ["6", "some targets failed, the others are done"],
  ["7", "timed out waiting"],
  ["8", "throttled, out of capacity, or the service can't be reached"],
  ["130, 143", "stopped by SIGINT, SIGTERM"],
] as const;

/** Manual pages by file name: one for the program, and one for each command and group. */
export function manPages(version: string): Map<string, string> {
  const shown = COMMANDS.filter((it) => !isHidden(it));
  const root = page("quants-ctl", version, [
    ...section("NAME", [text("quants-ctl - control fleets on Amazon Lightsail, or on a sandbox")]),
    ...section("SYNOPSIS", [".B quants-ctl", ".I command", "[options]"]),
    ...section(
      "COMMANDS",
      shown.flatMap((it) => below("quants-ctl", it)),
    ),
    ...section("OPTIONS OF EVERY COMMAND", GLOBAL_OPTIONS.flatMap(option)),
    ...section(
      "EXIT STATUS",
      STATUSES.flatMap(([status, what]) => item(status, what)),
    ),
  ]);
  return new Map([["quants-ctl.1", root], ...shown.flatMap((it) => pagesOf(it, it.name, version))]);
}

function pagesOf(node: Node, path: string, version: string): [string, string][] {
  const children = (node.commands ?? []).filter((it) => !isHidden(it));
  const name = `quants-ctl-${path.replaceAll(" ", "-")}`;
  const about = node.about ?? `${node.summary.charAt(0).toUpperCase()}${node.summary.slice(1)}.`;
  const lines = [
    ...section("NAME", [text(`${name} - ${node.summary}`)]),
    ...section("SYNOPSIS", [`.B quants-ctl ${escaped(path)}`, ...synopsis(node)]),
    ...section("DESCRIPTION", [text(about), ...aliases(node)]),
    ...(children.length === 0
      ? []
      : section(
          "COMMANDS",
          children.flatMap((it) => below(name, it)),
        )),
    ...(isCommand(node) ? details(node) : []),
    ...section("SEE ALSO", [text(`${parentOf(name)}(1)`)]),
  ];
  return [
    [`${name}.1`, page(name, version, lines)],
    ...children.flatMap((it) => pagesOf(it, `${path} ${it.name}`, version)),
  ];
}

function details(spec: CommandSpec): string[] {
  const own = spec.options.filter((it) => it.aliasOf === undefined);
  const globals = withGlobals(spec.options).slice(spec.options.length);
  const places = [spec.argument, spec.extra].filter((it) => it !== undefined);
  return [
    ...(places.length === 0
      ? []
      : section(
          "ARGUMENTS",
          places.flatMap(({ name, help }) => item(name, help)),
        )),
    ...(own.length === 0 ? [] : section("OPTIONS", own.flatMap(option))),
    ...section("OPTIONS OF EVERY COMMAND", globals.flatMap(option)),
    ...(spec.examples === undefined
      ? []
      : section("EXAMPLES", [".nf", ...spec.examples.map(text), ".fi"])),
  ];
}

function synopsis(node: Node): string[] {
  if (!isCommand(node)) return [".I command", "[options]"];
  const places = [node.argument, node.extra].filter((it) => it !== undefined);
  return [text(["[options]", ...places.map(({ name }) => name)].join(" "))];
}

function aliases(node: Node): string[] {
  const names = "aliases" in node ? (node.aliases ?? []) : [];
  return names.length === 0 ? [] : [".PP", text(`Also called: ${names.join(", ")}.`)];
}

function below(parent: string, { name, summary }: Node): string[] {
  return item(`${parent}-${name}(1)`, summary);
}

function option(spec: OptionSpec): string[] {
  const { flags, env, required } = spec;
  const help = helpOf(spec);
  const notes = [
    ...(required === true ? ["required"] : []),
    ...(env === undefined ? [] : [`environment: ${env.join(", ")}`]),
  ];
  return item(flags, notes.length === 0 ? help : `${help} (${notes.join("; ")})`);
}

function item(term: string, what: string): string[] {
  return [".TP", `.B ${escaped(term)}`, text(what)];
}

function section(title: string, lines: readonly string[]): string[] {
  return [`.SH ${title}`, ...lines];
}

function page(name: string, version: string, lines: readonly string[]): string {
  // Without a date, so that the same tree yields the same page.
  const head = `.TH ${name.toUpperCase()} 1 "" "quants-ctl ${version}" "quants-ctl"`;
  return `${[head, ".nh", ".ad l", ...lines].join("\n")}\n`;
}

function parentOf(name: string): string {
  const words = name.split("-").slice(0, -1);
  return words.length < 2 ? "quants-ctl" : words.join("-");
}

/** A line of text, escaped if it begins like a request. */
function text(line: string): string {
  const safe = escaped(line);
  return /^[.']/.test(safe) ? `\\&${safe}` : safe;
}

function escaped(line: string): string {
  return line
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll("`", "\\(ga")
    .replaceAll("^", "\\(ha")
    .replaceAll("~", "\\(ti")
    .replaceAll("…", "...");
}

function isHidden(node: Node): boolean {
  return isCommand(node) && node.hidden === true;
}
