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
 * The command that finishes or undoes an operation, with the operation's options. Throws
 * `invalid_state` for a command that can't be resumed, or that a newer version began: this one
 * would ignore the options that it does not know.
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
  const found = regionOf(operation, operation.options);
  const region = found === NOWHERE ? undefined : found;
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

/** The command that undoes an operation, if there is one. */
export function undone(
  spec: CommandSpec,
  operation: RerunResult["operation"],
): Undoing | undefined {
  return spec.undo?.({
    ...runOf(spec, operation),
    options: withoutUntouched(operation),
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

/** Older versions recorded a run's resumption facts among its options. */
function runOf(
  { notes = {}, resuming = {}, options }: CommandSpec,
  operation: RerunResult["operation"],
): Omit<RecordedRun<Recorded, Recorded, Recorded>, "open"> {
  const shapes = { met: strings, ...resuming };
  const own = new Set(options.map(propertyOf));
  const facts = Object.fromEntries(
    Object.entries(operation.options).filter(
      ([key]) => Object.hasOwn(shapes, key) && !own.has(key),
    ),
  );
  return {
    id: operation.id,
    options: Object.fromEntries(
      Object.entries(operation.options).filter(([key]) => !Object.hasOwn(facts, key)),
    ),
    noted: readNoted(notes, operation.remembered),
    resuming: readNoted(shapes, { ...facts, ...operation.resuming }),
  };
}

/** Leaves targets that were refused or are settled out of an undo: there is nothing to undo. */
function withoutUntouched({ options, targets }: RerunResult["operation"]): Recorded {
  const names = options["name"];
  const out = targets.filter(({ status }) => status === "refused" || status === "settled");
  if (!Array.isArray(names) || out.length === 0) return options;
  return { ...options, name: names.filter((name) => !out.some((it) => it.name === name)) };
}

function placesOf(open: readonly TargetRef[] | null): string[] | undefined {
  return open?.filter(({ kind }) => kind === "instance").map(placeKey);
}

/** The region of what belongs to none, such as tenants. */
export const NOWHERE = "-";

/** The region that an operation worked in, from its options or calls: defaults may have changed. */
export function regionOf(
  operation: RerunResult["operation"],
  recorded: Recorded,
): string | undefined {
  if (typeof recorded["region"] === "string") return recorded["region"];
  const { calls } = operation;
  const somewhere = calls.filter(({ region }) => region !== NOWHERE);
  const call = somewhere.find(({ change }) => change) ?? somewhere[0] ?? calls[0];
  return call?.region ?? operation.region ?? undefined;
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
    `quants-ctl ${version} began this ${command}; this is the older ${own}.`,
    {
      hint: advice`Use that version or a newer one; see what was done with \`${toRun("infra log", { id })}\`.`,
      resource: id,
    },
  );
}

function cannot({ id, command }: RerunResult["operation"], undo: boolean): QuantsError {
  return new QuantsError(
    "invalid_state",
    `quants-ctl ${command} can't be ${undo ? "undone" : "resumed"} automatically.`,
    {
      hint: advice`See what it did with \`${toRun("infra log", { id })}\`, and ${undo ? "delete what you don't want" : "run the command again"}.`,
      resource: id,
    },
  );
}
