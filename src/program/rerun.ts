import type { RerunResult } from "../core/result.ts";
import { QuantsError } from "../core/errors.ts";
import { placeKey } from "../core/instances/identity.ts";
import type { TargetRef } from "../core/journal/target.ts";
import type { Settings } from "../core/settings.ts";
import type { CommandSpec, Recorded } from "./spec.ts";
import { findCommand } from "./tree.ts";

/**
 * The command that finishes or undoes an operation, with the options that it was run with.
 * Throws `invalid_state` for a command that can't be taken up again, or that a newer version
 * was asked for: what this one does not know of its options it would pass over.
 */
export function rerun(
  { operation, undo, open, options }: RerunResult,
  settings: Settings,
  version: string,
): { path: string; spec: CommandSpec; options: Record<string, unknown>; settings: Settings } {
  const { command, remembered } = operation;
  if (isNewer(operation.version, version)) throw tooNew(operation, version);
  const spec = findCommand(command);
  const recorded = { ...unrefused(operation), ...options };
  const next = undo
    ? spec?.undo?.(recorded, remembered)
    : spec?.resume && {
        path: command,
        options: { ...spec.resume(operation.options, remembered, open), ...options },
      };
  const target = next && findCommand(next.path);
  if (next === undefined || target === undefined) throw cannot(operation, undo);
  const region = regionOf(operation, recorded);
  const met = undo ? undefined : (placesOf(open) ?? recorded["met"] ?? remembered["met"]);
  return {
    path: next.path,
    spec: target,
    options: { ...next.options, region, ...(met !== undefined && { met }) },
    settings: { ...settings, region },
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
      hint: `Use that version or a newer one; see what was done with \`quants-ctl infra log --id ${id}\`.`,
      resource: id,
    },
  );
}

function cannot({ id, command }: RerunResult["operation"], undo: boolean): QuantsError {
  return new QuantsError(
    "invalid_state",
    `quants-ctl ${command} can't be ${undo ? "undone" : "taken up again"} by itself.`,
    {
      hint: `See what it did with \`quants-ctl infra log --id ${id}\`, and ${undo ? "delete what is not wanted" : "run the command again"}.`,
      resource: id,
    },
  );
}
