import { advice, toRun } from "../core/text/advice.ts";
import type { RerunResult } from "../core/result.ts";
import { QuantsError } from "../core/errors.ts";
import { placeKey } from "../core/instances/identity.ts";
import { readNoted, strings } from "../core/journal/shapes.ts";
import type { TargetRef } from "../core/journal/target.ts";
import type {
  CommandSpec,
  Recorded,
  RecordedRun,
  Undoing,
} from "../commands/definition/command.ts";
import { propertyOf } from "../commands/definition/option.ts";
import type { Settings } from "../core/settings.ts";
import { findCommand } from "./registry.ts";

/**
 * The command that finishes or undoes an operation, with the options that it was run with.
 * Throws `invalid_state` for a command that can't be taken up again, or that a newer version
 * was asked for: what this one does not know of its options it would pass over.
 */
export function rerun(
  { operation, undo, open, options }: RerunResult,
  settings: Settings,
  version: string,
): Next {
  const { command } = operation;
  if (isNewer(operation.version, version)) throw tooNew(operation, version);
  const spec = findCommand(command);
  const next = spec && (undo ? undone(spec, operation) : resumed(spec, operation, open));
  const target = next && findCommand(next.path);
  if (next === undefined || target === undefined) throw cannot(operation, undo);
  const region = regionOf(operation, operation.options);
  return {
    path: next.path,
    spec: target,
    options: { ...next.options, ...options, region },
    resuming: next.resuming ?? {},
    settings: { ...settings, region },
  };
}

/** The run that finishes or undoes another. */
interface Next {
  path: string;
  spec: CommandSpec;
  options: Record<string, unknown>;
  resuming: Recorded;
  settings: Settings;
}

type Open = RerunResult["open"];

/** What undoes an operation; undefined for what no command undoes. */
export function undone(
  spec: CommandSpec,
  operation: RerunResult["operation"],
): Undoing | undefined {
  return spec.undo?.({
    ...runOf(spec, operation),
    options: unrefused(operation),
    open: null,
  });
}

function resumed(
  spec: CommandSpec,
  operation: RerunResult["operation"],
  open: Open,
): Undoing | undefined {
  const before = runOf(spec, operation);
  const next = spec.resume?.({ ...before, open });
  if (next === undefined) return undefined;
  const met = placesOf(open) ?? before.resuming["met"] ?? operation.remembered["met"];
  return {
    path: operation.command,
    options: next.options,
    resuming: { ...next.resuming, ...(met !== undefined && { met }) },
  };
}

/** Older versions kept among the options what a run was told beside them. */
function runOf(
  { notes = {}, resuming = {}, options }: CommandSpec,
  operation: RerunResult["operation"],
): Pick<RecordedRun<Recorded, Recorded, Recorded>, "options" | "noted" | "resuming"> {
  const shapes = { met: strings, ...resuming };
  const own = new Set(options.map(propertyOf));
  const told = Object.fromEntries(
    Object.entries(operation.options).filter(
      ([key]) => Object.hasOwn(shapes, key) && !own.has(key),
    ),
  );
  return {
    options: Object.fromEntries(
      Object.entries(operation.options).filter(([key]) => !Object.hasOwn(told, key)),
    ),
    noted: readNoted(notes, operation.remembered),
    resuming: readNoted(shapes, { ...told, ...operation.resuming }),
  };
}

/** An undo is about what was done, and may have been: never about what was not touched. */
function unrefused({ options, targets }: RerunResult["operation"]): Recorded {
  const names = options["name"];
  const out = targets.filter(({ status }) => status === "refused" || status === "settled");
  if (!Array.isArray(names) || out.length === 0) return options;
  return { ...options, name: names.filter((name) => !out.some((it) => it.name === name)) };
}

function placesOf(open: readonly TargetRef[] | null): string[] | undefined {
  return open?.filter(({ kind }) => kind === "instance").map(placeKey);
}

/** Defaults may have changed since; where its calls went has not. */
export function regionOf(
  operation: RerunResult["operation"],
  recorded: Recorded,
): string | undefined {
  if (typeof recorded["region"] === "string") return recorded["region"];
  return operation.calls.find((call) => call.change)?.region ?? operation.region ?? undefined;
}

function isNewer(other: string, own: string): boolean {
  const [one, two] = [other, own].map((text) => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1));
  if (one === undefined || two === undefined) return false;
  const place = one.findIndex((part, index) => part !== two[index]);
  return place !== -1 && Number(one[place]) > Number(two[place]);
}

function tooNew({ id, command, version }: RerunResult["operation"], own: string): QuantsError {
  return new QuantsError(
    "invalid_state",
    `quants-ctl ${version} began this ${command}, and this is the older ${own}.`,
    {
      hint: advice`Use that version or a newer one; see what was done with \`${toRun("infra log", { id })}\`.`,
      resource: id,
    },
  );
}

function cannot({ id, command }: RerunResult["operation"], undo: boolean): QuantsError {
  return new QuantsError(
    "invalid_state",
    `quants-ctl ${command} can't be ${undo ? "undone" : "taken up again"} by itself.`,
    {
      hint: advice`See what it did with \`${toRun("infra log", { id })}\`, and ${undo ? "delete what is not wanted" : "run the command again"}.`,
      resource: id,
    },
  );
}
