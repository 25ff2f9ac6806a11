import type { ServiceAction } from "../contracts/service-action.ts";
import type { JournalLine } from "./lines.ts";
import type { JournalCall } from "./call.ts";
import { type TargetRef, targetKey } from "./target.ts";

/**
 * `open`: cut off, or failed after something may have changed. `refused`: failed because of the
 * target itself, e.g. a name in use, and nothing changed.
 */
type TargetStatus = "done" | "refused" | "open" | "settled";

export interface OperationTarget extends TargetRef {
  status: TargetStatus;
  /** The operation that settled it, or the reason. */
  settled_by: string | null;
}

const STOPPED: ReadonlySet<string | null> = new Set(["interrupted", "terminated"]);
/** Errors that say nothing about the target: they cut off all remaining work. */
const CUT_OFF: ReadonlySet<string | null> = new Set([
  ...STOPPED,
  ...["credentials_expired", "credentials_invalid", "credentials_missing"],
  ...["throttled", "service_unavailable", "endpoint_unreachable", "internal"],
]);

const NAMING: ReadonlySet<ServiceAction> = new Set<ServiceAction>([
  "create_instance",
  "create_snapshot",
  "copy_snapshot",
]);

/**
 * If the name turned out to belong to something else, a create request whose answer was lost made
 * nothing.
 */
function isInVain({ action, effect }: JournalCall): boolean {
  return effect === "unknown" && action !== null && NAMING.has(action);
}

/** A worker is changed with its server, whose name it has. */
function isFor({ target, resource }: JournalCall, of: TargetRef): boolean {
  return target === targetKey(of) || (of.kind === "worker" && resource === of.name);
}

/** The outcome of each target, in their original order. */
export function targetsFrom(
  lines: readonly JournalLine[],
  calls: readonly JournalCall[],
): OperationTarget[] {
  const targets = new Map<string, OperationTarget>();
  const noted = ({ kind, region, name }: TargetRef): OperationTarget => {
    const key = targetKey({ kind, region, name });
    const target = targets.get(key) ?? { kind, region, name, status: "open", settled_by: null };
    targets.set(key, target);
    return target;
  };
  const changes = calls.filter(({ change, effect }) => change && effect !== "none");
  const isChanged = (target: TargetRef, code: string | null): boolean =>
    changes.some((call) => isFor(call, target) && !(code === "name_in_use" && isInVain(call)));
  // An operation that changed nothing left nothing half done.
  const stops = changes.length > 0 ? CUT_OFF : STOPPED;
  for (const line of lines) {
    if (line.type === "meant") line.targets.forEach(noted);
    else if (line.type === "target") {
      const target = noted(line);
      const isOpen = stops.has(line.code) || isChanged(line, line.code);
      target.status = line.outcome === "done" ? "done" : isOpen ? "open" : "refused";
    } else if (line.type === "target_settled") {
      Object.assign(noted(line), { status: "settled", settled_by: line.by });
    }
  }
  return [...targets.values()];
}
