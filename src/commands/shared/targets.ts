import { advice, toRun } from "../../core/text/advice.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, UsageError, combineErrors } from "../../core/errors.ts";
import { placeKey } from "../../core/instances/identity.ts";
import type { BaseInfraManager } from "../../core/infra-manager.ts";
import type { Instance, InstanceExtras } from "../../core/model.ts";
import { compareNatural } from "../../core/text/natural-order.ts";
import { checkName } from "../../core/instances/names.ts";
import { nearest } from "../../core/text/nearest.ts";
import { protectedBy, protectedError } from "../../core/instances/protection.ts";
import {
  type Selection,
  isPattern,
  isSelected,
  parseSelector,
} from "../../core/instances/selector.ts";
import { listInstanceExtras, listInstances } from "./instances.ts";
import { rememberIdentities } from "./met-identity.ts";
import { oneRegion } from "./regions.ts";

/** Options of every command that works on instances. */
export interface TargetOptions {
  /** Names, or patterns with `*` and `?`. */
  name?: readonly string[];
  selector?: readonly string[];
  status?: readonly string[];
}

export interface Target {
  name: string;
  region: string;
  manager: BaseInfraManager;
  /** Called by its own name, not met by a pattern or a selector. */
  isNamed: boolean;
  /** As it was listed; null when it was only named, and not asked for yet. */
  instance: Instance | null;
  /** What the list told beyond that, where it was asked for. */
  extras?: InstanceExtras;
}

interface Meeting {
  mayBeGone: readonly string[];
  /** With what the list tells beyond the records, at no more calls. */
  hasExtras: boolean;
  isReading: boolean;
}

interface Answers {
  targets: Target[];
  /** The failure of the regions that did not answer. */
  unanswered: QuantsError | null;
}

/** The selection that `infra list` and the like restrict their records to. */
export function selectionOf({ name, selector, status }: TargetOptions): Selection {
  for (const it of name ?? []) if (!isPattern(it)) checkName(it);
  return { names: name, filters: selector?.flatMap(parseSelector), statuses: status };
}

/** True when one name says what is meant: unless several regions have it, the result is one object. */
export function isOneNamed({ name, selector, status }: TargetOptions): boolean {
  return (
    name?.length === 1 &&
    name.every((it) => !isPattern(it)) &&
    selector === undefined &&
    status === undefined
  );
}

/**
 * The selected instances, in natural order. Throws `usage` when nothing is selected by,
 * `not_found` for a name or a selection that matches none. Names in one region are taken as
 * they are; for all else the regions are listed first, and each of them must answer. That none
 * has a name of `mayBeGone` is no mistake.
 */
export async function selectTargets(
  options: TargetOptions,
  context: Context,
  { mayBeGone = [], hasExtras = false }: Partial<Omit<Meeting, "isReading">> = {},
): Promise<Target[]> {
  return (await select(options, context, { mayBeGone, hasExtras, isReading: false })).targets;
}

/** The same for what only reads: one region that answers is enough. */
export function selectAnswered(options: TargetOptions, context: Context): Promise<Answers> {
  return select(options, context, { mayBeGone: [], hasExtras: false, isReading: true });
}

async function select(
  options: TargetOptions,
  context: Context,
  { mayBeGone, hasExtras, isReading }: Meeting,
): Promise<Answers> {
  const { name: names, selector, status } = options;
  if (names === undefined && selector === undefined && status === undefined) {
    throw new UsageError("No instance is selected.", {
      hint: "Give --name NAME, --name 'dev-*' or --selector Environment=dev; for all of them --name '*'.",
    });
  }
  const selection = selectionOf(options);
  const exact = (names ?? []).filter((it) => !isPattern(it));
  const { met } = context.resuming;
  const region = context.settings.region;
  const severalRegions = region === "all" || region?.includes(",") === true;
  const onlyNames =
    exact.length === names?.length && selector === undefined && status === undefined;
  if (onlyNames && !severalRegions) {
    const manager = await oneRegion(context);
    const targets = [...new Set(exact)]
      .map((name) => ({ name, region: manager.region, manager, isNamed: true, instance: null }))
      .filter((it) => met?.includes(placeKey(it)) ?? true);
    return { targets, unanswered: null };
  }
  const { regions, found, errors } = await (hasExtras
    ? listInstanceExtras(context)
    : listInstances(context));
  const unanswered = combineErrors(errors, regions.length, "regions");
  const isEnough = isReading && errors.length < regions.length;
  if (unanswered !== null && !isEnough) throw noAnswerFrom(errors, regions.length);
  // What is missing may be where nobody answered.
  const mustBeThere = met === undefined && unanswered === null;
  if (mustBeThere) {
    refuseMissing(
      exact.filter((it) => !mayBeGone.includes(it)),
      found,
    );
  }
  const matched = found.filter((it) =>
    met === undefined ? isSelected(it, selection) : met.includes(placeKey(it)),
  );
  if (matched.length === 0 && mustBeThere) throw noMatch(found.length, regions);
  context.journal.remember({ met: matched.map(placeKey) });
  rememberIdentities(context, matched);
  const targets = await Promise.all(
    matched.map(async (instance) => ({
      name: instance.name,
      region: instance.region,
      manager: await context.manager(instance.region),
      isNamed: exact.includes(instance.name),
      instance,
      ...(isWithExtras(instance) && { extras: instance }),
    })),
  );
  targets.sort((a, b) => compareNatural(a.name, b.name) || compareNatural(a.region, b.region));
  return { targets, unanswered };
}

function isWithExtras(it: Instance): it is Instance & InstanceExtras {
  return "disks" in it;
}

/** Throws `protected` for an instance that may only be changed when it is named itself. */
export function refuseProtected({ isNamed, instance }: Target, what: string): void {
  if (isNamed || instance === null || protectedBy(instance) === null) return;
  throw protectedError(instance, what);
}

/** Throws `not_found` for a name that no instance has. */
export function refuseMissing(exact: readonly string[], found: readonly Instance[]): void {
  const known = new Set(found.map(({ name }) => name));
  const missing = exact.filter((name) => !known.has(name));
  const [first] = missing;
  if (first === undefined) return;
  const near = nearest(first, [...known]);
  throw new QuantsError("not_found", `There is no instance ${missing.join(", ")}.`, {
    hint:
      near === null
        ? advice`See: ${toRun("infra list", { region: "all" })}`
        : `Did you mean ${near}?`,
    resource: first,
  });
}

/** A region that did not answer may hold what is matched. Nothing is done, so this is no partial failure. */
function noAnswerFrom(errors: readonly QuantsError[], regions: number): QuantsError {
  const combined = combineErrors(errors, regions, "regions");
  const [first] = errors;
  if (combined === null || first === undefined) throw new TypeError("Every region answered.");
  if (combined.code !== "partial_failure") return combined;
  return new QuantsError(
    first.code,
    `${errors.length} of ${regions} regions did not answer, so the selection is not complete; nothing was done.`,
    {
      hint: "Repeat the command when they answer, or name the regions that do with --region.",
      docs: first.docs,
      requestId: first.requestId,
      retryable: combined.retryable,
      errors,
    },
  );
}

function noMatch(found: number, regions: readonly string[]): QuantsError {
  const where = regions.length === 1 ? regions[0] : `${regions.length} regions`;
  return new QuantsError("not_found", `No instance in ${where} matches (${found} checked).`, {
    hint: advice`Check --name, --selector, --status and --region; see: ${toRun("infra list")}`,
  });
}
