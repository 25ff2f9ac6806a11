import { fileSchema } from "../config-file/read.ts";
import { toRun } from "../../core/text/advice.ts";
import type { spec } from "./init.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { InitialisedRecord } from "../../core/records/initialised.ts";
import { rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { configIn, newConfigPath } from "../../core/config/find.ts";
import { validateConfig } from "../../core/config/schema.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { makeFolder } from "../../core/files/make-folder.ts";
import { writeWholeFile } from "../../core/files/whole-file.ts";
import { requireTerminal } from "../shared/prompt.ts";
import { yamlDocument } from "../../render/yaml.ts";
import { type Answers, settle } from "./questions.ts";

export type InitOptions = OptionsFor<typeof spec>;

const HEAD = `# Settings of quants-ctl. \`${String(toRun("config explain"))}\` shows what counts, and where it comes from.\n`;

export const command: Command<typeof spec> = async (options, context) => {
  const place = options.user === true ? "user" : "folder";
  const before = configIn(place, context.host)?.path ?? null;
  if (before !== null && options.force !== true) throw isThere(before);
  if (options.yes !== true) requireTerminal(context.host, "ask for settings");
  const config = configOf(await settle(options.flags, options.yes !== true, context));
  const { faults } = validateConfig(config, fileSchema());
  const [fault] = faults;
  if (fault !== undefined) {
    throw new QuantsError("invalid_input", `${fault.path}: ${fault.message}.`, {
      hint: "Give another value; nothing was written.",
      resource: fault.path,
    });
  }
  const file = newConfigPath(place, context.host);
  write(file, `${HEAD}${yamlDocument(escaped(config))}`, options.force === true, place);
  warnOfShadowed(before, file, context);
  const data: InitialisedRecord = { file, place, changed: true, replaced: before, config };
  return { kind: "report", data, names: [file] };
};

function configOf({ output, bundle, blueprint, profile, ...rest }: Answers): {
  [key: string]: unknown;
} {
  return {
    ...rest,
    ...(profile !== "" && { profile }),
    output,
    infra: { create: { bundle, blueprint } },
  };
}

/** In a settings file `${` begins a variable. */
function escaped(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("${", () => "$${");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, escaped(it)]));
}

function write(file: string, text: string, mayReplace: boolean, place: "folder" | "user"): void {
  try {
    if (place === "user") makeFolder(dirname(file));
    if (mayReplace) {
      writeWholeFile(file, text, 0o600);
      return;
    }
    writeNew(file, text);
  } catch (error) {
    if (error instanceof QuantsError) throw error;
    throw new QuantsError("failed", `${file} can't be written: ${(error as Error).message}.`, {
      hint: "Check the permissions of its folder.",
      resource: file,
      cause: error,
    });
  }
}

/** What came to be there since it was looked for stays; half a file does not. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw isThere(file);
    rmSync(file, { force: true });
    throw error;
  }
}

function isThere(file: string): QuantsError {
  return new QuantsError("conflict", `${file} exists already; nothing was written.`, {
    hint: "Add --force to replace it, or edit it.",
    resource: file,
  });
}

function warnOfShadowed(before: string | null, file: string, { narrator }: Context): void {
  if (before === null || before === file) return;
  narrator.warn(`${before} no longer counts, because ${file} takes precedence`);
}
