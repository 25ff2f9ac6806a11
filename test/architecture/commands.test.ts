import { basename, join } from "node:path";
import type { Node } from "oxc-parser";
import { describe, expect, test } from "vitest";
import type {
  CommandModule,
  CommandSpec,
  GroupSpec,
} from "../../src/commands/definition/command.ts";
import { commandLine } from "../../src/commands/definition/command-line.ts";
import { GLOBAL_OPTIONS } from "../../src/commands/definition/global-options.ts";
import { isCommand } from "../../src/commands/definition/group.ts";
import { propertyOf } from "../../src/commands/definition/option.ts";
import { COMMANDS, findCommand } from "../../src/program/registry.ts";
import { toRun } from "../../src/core/text/advice.ts";
import { FILES, textOf, visitText } from "./syntax.ts";

function commandsBelow(
  nodes: readonly (CommandSpec | GroupSpec)[],
  above = "",
): [path: string, spec: CommandSpec][] {
  return nodes.flatMap((node) => {
    const path = `${above}${node.name}`;
    const below = commandsBelow(node.commands ?? [], `${path} `);
    return isCommand(node) ? [[path, node] as [string, CommandSpec], ...below] : below;
  });
}

const ALL = commandsBelow(COMMANDS);

describe("definitions", () => {
  test.each(ALL)("%s loads a command, and its view draws", async (_, spec) => {
    const { command } = (await spec.load()) as CommandModule;
    expect(command).toBeTypeOf("function");
    if (spec.view !== undefined) expect((await spec.view()).draw).toBeTypeOf("function");
  });

  test.each(FILES.filter((it) => it.endsWith(".spec.ts")))(
    "%s is of the module beside it",
    (file) => {
      const text = textOf(file);
      const module = /load: \(\) => import\("\.\/([\w-]+)\.ts"\)/.exec(text)?.[1];
      expect(FILES).toContain(join(file, "..", `${module}.ts`));
      // Another way to call a command has that one's module.
      if (text.includes("runs: {")) return;
      expect(module).toBe(basename(file, ".spec.ts"));
      expect(textOf(file.replace(".spec.ts", ".ts"))).toMatch(/command: Command<typeof spec>/);
    },
  );

  test("no two options of a command have the same name", () => {
    const twice = ALL.flatMap(([path, { options }]) => {
      const names = options.flatMap((it) => (it.flags.includes("--no-") ? [] : [propertyOf(it)]));
      return new Set(names).size === names.length ? [] : [path];
    });
    expect(twice).toEqual([]);
  });
});

interface Told {
  file: string;
  path: string;
  keys: string[];
}

/** Every `toRun(path, options)` of the source, and what undoes or finishes a run. */
function toldCommands(file: string): Told[] {
  const told: Told[] = [];
  visitText(textOf(file), (node) => {
    if (node.type === "CallExpression" && node.callee.type === "Identifier") {
      const [path, options] = node.arguments;
      const isTold = node.callee.name === "toRun" && path?.type === "Literal";
      if (isTold) told.push({ file, path: String(path.value), keys: keysOf(options) });
    }
    if (node.type === "ObjectExpression") {
      const path = valueIn(node, "path");
      const options = valueIn(node, "options");
      if (path?.type === "Literal" && options !== undefined) {
        told.push({ file, path: String(path.value), keys: keysOf(options) });
      }
    }
  });
  return told;
}

function valueIn(object: Node, key: string): Node | undefined {
  if (object.type !== "ObjectExpression") return undefined;
  for (const it of object.properties) {
    if (it.type === "Property" && it.key.type === "Identifier" && it.key.name === key) {
      return it.value;
    }
  }
  return undefined;
}

function keysOf(options: Node | undefined): string[] {
  if (options?.type !== "ObjectExpression") return [];
  return options.properties.flatMap((it) =>
    it.type === "Property" && it.key.type === "Identifier" ? [it.key.name] : [],
  );
}

describe("commands that are told", () => {
  const told = FILES.flatMap(toldCommands);

  test("are found", () => {
    expect(told.length).toBeGreaterThan(100);
  });

  test.each(told)("$path of $file exists, with $keys", ({ path, keys }) => {
    const spec = findCommand(path);
    if (spec === undefined) throw new Error(`There is no command ${path}.`);
    const known = [...spec.options, ...GLOBAL_OPTIONS].map(propertyOf);
    const argument = spec.argument === undefined ? [] : ["argument"];
    expect([...known, ...argument, "help"]).toEqual(expect.arrayContaining(keys));
  });

  test("are nowhere written out, but in definitions", () => {
    const names = [...COMMANDS.map(({ name }) => name), "help"].join("|");
    const literal = new RegExp(`quants-ctl (?:${names})\\b`);
    const written = FILES.filter(
      (file) =>
        !/\.spec\.ts$|\/group\.ts$|options\.ts$/.test(file) && literal.test(uncommented(file)),
    );
    expect(written).toEqual([]);
  });
});

function uncommented(file: string): string {
  return textOf(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}

describe("commandLine", () => {
  const line = (
    path: string,
    options: Record<string, unknown>,
    ...rest: [] | [{ flag: string; value?: string }[]]
  ) => {
    const spec = findCommand(path);
    if (spec === undefined) throw new Error(path);
    return commandLine(spec, toRun(path, options), ...rest);
  };

  test("says flags, values, lists and pairs, and nothing of what is absent", () => {
    const options = {
      name: ["a", "b c"],
      tag: [["k", "v w"]],
      staticIp: true,
      az: undefined,
      dryRun: false,
    };
    expect(line("infra create", options)).toBe(
      "quants-ctl infra create --name a --name 'b c' --tag 'k=v w' --static-ip",
    );
  });

  test("puts the account behind the words, unless it is said", () => {
    const account = [{ flag: "--profile", value: "prod" }, { flag: "--no-config" }];
    expect(line("infra ip move", { argument: "ip", to: "b" }, account)).toBe(
      "quants-ctl infra ip move --profile prod --no-config ip --to b",
    );
    expect(line("infra list", { profile: "dev" }, account)).toBe(
      "quants-ctl infra list --no-config --profile dev",
    );
  });

  test("knows a no, and an option by the name that the command gives it", () => {
    expect(line("infra create", { name: ["a"], wait: false })).toBe(
      "quants-ctl infra create --name a --no-wait",
    );
    expect(line("inventory", { file: "hosts" })).toBe("quants-ctl inventory --output hosts");
  });

  test("refuses an option that the command does not have", () => {
    expect(() => line("infra list", { keepOld: true })).toThrow(/no option keepOld/);
  });
});
