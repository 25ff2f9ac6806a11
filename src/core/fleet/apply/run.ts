import pLimit from "p-limit";
import { QuantsError, toQuantsError } from "../../errors.ts";
import { execute } from "../../plan/execute.ts";
import type { Instance } from "../../model.ts";
import { type FleetChange, changesAnything } from "../change.ts";
import type { Applying } from "./applying.ts";
import { stepsOf } from "./steps.ts";

/** Most of the time goes by in waiting, which costs no calls. */
const CONCURRENCY = 20;

export interface ChangeOutcome {
  change: FleetChange;
  /** As last seen; null when there is nothing. */
  made: Instance | null;
  /** Name of the static IP that it allocated or attached; null for none. */
  staticIp: string | null;
  done: readonly string[];
  notDone: readonly string[];
  error: QuantsError | null;
}

export interface RunHooks {
  /** Throws when nothing more may be begun. */
  check: () => Promise<void>;
  /** Attributes the requests of one change to it. */
  about: <T>(change: FleetChange, work: () => Promise<T>) => Promise<T>;
}

/**
 * Carries a plan out: what others need first, deletions last, and within each what stands in no
 * way of each other at once. A failure stops only what needs it.
 */
export async function runChanges(
  changes: readonly FleetChange[],
  applying: Applying,
  hooks: RunHooks,
): Promise<ChangeOutcome[]> {
  const all = changes.filter(changesAnything);
  const limit = pLimit(CONCURRENCY);
  const outcomes: ChangeOutcome[] = [];
  for (const phase of [isFirst, isSecond, isLast]) {
    const failed = failedKeyPairs(outcomes);
    const now = all.filter(phase);
    outcomes.push(
      ...(await Promise.all(
        now.map((change) => limit(() => carryOut(change, applying, hooks, failed))),
      )),
    );
  }
  return outcomes;
}

const isFirst = ({ kind }: FleetChange): boolean => kind === "key_pair";
const isLast = ({ kind, action }: FleetChange): boolean =>
  kind === "static_ip" || action === "delete" || action === "forget";
const isSecond = (change: FleetChange): boolean => !isFirst(change) && !isLast(change);

function failedKeyPairs(outcomes: readonly ChangeOutcome[]): ReadonlySet<string> {
  return new Set(
    outcomes
      .filter(({ change, error }) => change.kind === "key_pair" && error !== null)
      .map(({ change: { region, name } }) => `${region} ${name}`),
  );
}

async function carryOut(
  change: FleetChange,
  applying: Applying,
  { check, about }: RunHooks,
  failed: ReadonlySet<string>,
): Promise<ChangeOutcome> {
  const before = change.kind === "instance" ? change.live : null;
  try {
    return await about(change, async () => {
      refuseWithout(change, failed);
      await check();
      const { steps, made, staticIp = () => null } = await stepsOf(change, applying);
      const checked = steps.map((step) => ({
        ...step,
        carryOut: async () => {
          await check();
          await step.carryOut();
        },
      }));
      const { done, not_done: notDone, error } = await execute(checked);
      return { change, made: made(), staticIp: staticIp(), done, notDone, error };
    });
  } catch (error) {
    return {
      change,
      made: before,
      staticIp: null,
      done: [],
      notDone: [change.action],
      error: toQuantsError(error),
    };
  }
}

function refuseWithout(change: FleetChange, failed: ReadonlySet<string>): void {
  if (change.kind !== "instance" || change.live !== null) return;
  const key = change.wanted?.keyPair ?? null;
  if (key === null || !failed.has(`${change.region} ${key}`)) return;
  throw new QuantsError(
    "conflict",
    `${change.name} needs the key pair ${key}, which was not made.`,
    {
      hint: "See why, and apply again.",
      resource: change.name,
    },
  );
}
