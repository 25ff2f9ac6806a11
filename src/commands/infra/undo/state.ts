import { refuseTwin } from "../manage/twins.ts";
import { sameInstance } from "./instance.ts";
import { type NotedState, stateKey } from "./noted.ts";
import type { Undoer } from "./step.ts";
import { ownValue } from "../../../core/text/own-value.ts";

const ON_THE_WAY: Readonly<Record<string, string>> = { pending: "running", stopping: "stopped" };

/** Starts what was stopped, and stops what was started. */
export const undoState: Undoer = async (target, operation, context) => {
  const noted = operation.remembered[stateKey(target)] as NotedState | undefined;
  if (noted === undefined) return null;
  const instance = await sameInstance(target, operation, context);
  const { region, name } = target;
  const manager = await context.manager(region);
  const call = { signal: context.signal };
  const then = ownValue(ON_THE_WAY, noted.before) ?? noted.before;
  const now = ownValue(ON_THE_WAY, instance.status) ?? instance.status;
  if (now !== then && then === "running") await refuseTwin(manager, instance, call);
  return {
    target,
    changes: now === then ? [] : [{ what: "state", now: instance.status, was: then }],
    changed: now === then || now === noted.after ? null : `${name} is now ${instance.status}`,
    apply: async () => {
      if (then === "running") await manager.startInstance(name, call);
      else await manager.stopInstance(name, call);
      const wanted = then === "running" ? "running" : "stopped";
      await manager.waitForInstance(name, wanted, call);
    },
  };
};
