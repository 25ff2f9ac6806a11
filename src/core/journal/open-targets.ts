import type { JournalOperation } from "./operation.ts";
import { type TargetRef, instanceTarget, snapshotTarget, staticIpTarget } from "./target.ts";

/**
 * The targets of an operation that are still open. Journals of older versions record no targets:
 * then they are those that it named, or noted as matched by a pattern.
 */
export function openTargets(operation: JournalOperation): TargetRef[] {
  const { targets } = operation;
  if (targets.length === 0) return impliedTargets(operation);
  return targets.filter(({ status }) => status === "open");
}

function impliedTargets({ command, options, remembered, calls, region: asked }: JournalOperation) {
  const region = calls.find(({ change }) => change)?.region ?? asked ?? "";
  const { met, instances, snapshots, addresses } = remembered;
  if (Array.isArray(met)) return met.map(placed);
  if (isFacts(instances)) return Object.keys(instances).map(placed);
  if (isFacts(snapshots))
    return Object.keys(snapshots).map((name) => snapshotTarget({ region, name }));
  if (isFacts(addresses))
    return Object.keys(addresses).map((name) => staticIpTarget({ region, name }));
  const names = [options["name"] ?? options["argument"] ?? []]
    .flat()
    .filter((it) => typeof it === "string");
  const make = command.startsWith("infra ip ") ? staticIpTarget : instanceTarget;
  return names.map((name) => make({ region, name }));
}

function placed(place: unknown): TargetRef {
  const [region = "", name = ""] = String(place).split(" ");
  return instanceTarget({ region, name });
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
