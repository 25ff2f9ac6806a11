import { advice, toRun } from "../../core/text/advice.ts";
import type { spec } from "./inventory.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import { resolve } from "node:path";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { buildInventory } from "../../core/inventory/build.ts";
import { parseGrouping } from "../../core/inventory/groups.ts";
import type { Inventory } from "../../core/inventory/model.ts";
import { hostJson, scriptJson } from "../../core/inventory/script-json.ts";
import { nearest } from "../../core/text/nearest.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { FORMS, type Form, formFor } from "./form.ts";
import { warnOfGone } from "./gone.ts";
import { PIPE_LEAD, isPipe } from "./pipe.ts";
import { readFleet, select } from "./select.ts";
import { wrapperScript } from "./wrapper.ts";

type InventoryOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  checkTogether(options);
  const form = formFor(options.format, options.file);
  const quiet = options.list === true || options.host !== undefined;
  const { sources, filters } = select({ ...options, quiet }, context);
  const choice = {
    filters,
    groupings: (options.groupBy ?? []).map(parseGrouping),
    address: options.address ?? "auto",
    strict: options.strict ?? false,
    allowEmpty: options.allowEmpty ?? false,
  };
  if (options.writeWrapper !== undefined) {
    writeWholeFile(
      resolve(context.host.cwd, options.writeWrapper),
      wrapperScript(options, context),
      0o755,
    );
    context.narrator.step(`${options.writeWrapper}: written, an executable inventory`);
    return { kind: "silent" };
  }

  const readings = await readFleet(sources, options, context);
  const { inventory, warnings } = buildInventory(readings, choice);
  for (const warning of warnings) context.narrator.warn(warning);
  await warnOfGone(inventory, sources, context);

  if (options.list === true && options.host === undefined) {
    return { kind: "text", text: scriptJson(inventory) };
  }
  if (options.host !== undefined) {
    return { kind: "text", text: hostText(inventory, options.host) };
  }
  const text = FORMS[form](inventory);
  if (options.file !== undefined) {
    writeWholeFile(resolve(context.host.cwd, options.file), text, 0o600);
    const count = inventory.hosts.size;
    context.narrator.step(`${options.file}: ${count} ${count === 1 ? "host" : "hosts"}`);
    return { kind: "silent" };
  }
  return { kind: "text", text: forStdout(text, form, context) };
};

function checkTogether(options: InventoryOptions): void {
  const { list, host, file, writeWrapper, cacheTtl, refresh, flags } = options;
  if (refresh === true && cacheTtl === undefined) {
    throw new UsageError("--refresh is for --cache-ttl, and without it every answer is new.", {
      hint: "Add --cache-ttl, e.g. --cache-ttl 5m, or leave --refresh out.",
    });
  }
  const given = [
    list === true || host !== undefined ? "--list and --host" : null,
    file === undefined ? null : "--output",
    writeWrapper === undefined ? null : "--write-wrapper",
  ].filter((it) => it !== null);
  if (given.length > 1) {
    throw new UsageError(`${given[0]} can't be combined with ${given[1]}.`, {
      hint: "What a script prints is no file that Ansible reads: leave one of them out.",
    });
  }
  if (flags?.["format"] !== undefined && given[0] !== undefined && file === undefined) {
    throw new UsageError("--format is for an inventory that is a file or a pipe.", {
      hint: "An inventory script speaks JSON of a shape of its own: leave --format out.",
    });
  }
}

function hostText(inventory: Inventory, name: string): string {
  const text = hostJson(inventory, name);
  if (text !== null) return text;
  const near = nearest(name, [...inventory.hosts.keys()]);
  throw new QuantsError("not_found", `The inventory has no host ${name}.`, {
    hint:
      near === null ? advice`See: ${toRun("inventory", { list: true })}` : `Did you mean ${near}?`,
    resource: name,
  });
}

function forStdout(text: string, form: Form, { host, narrator }: Context): string {
  if (!isPipe(host.stdout)) return text;
  if (form === "ini") {
    narrator.warn("Ansible can't read INI from a pipe: use --format json, or --output FILE");
    return text;
  }
  return PIPE_LEAD + text;
}
