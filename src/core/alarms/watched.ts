import type { Alarm } from "../contracts/alarms.ts";
import { mayBeSame } from "../instances/identity.ts";
import type { Instance } from "../model.ts";

/** Whether the instance that it watches is among these; null for what is no instance. */
export function watchesOne(alarm: Alarm, instances: readonly Instance[]): boolean | null {
  if (alarm.resource_kind !== "instance") return null;
  return instances.some((it) => watches(alarm, it));
}

/** True if it watches this very instance rather than an earlier one of its name. */
export function watches(
  { resource_kind: kind, resource, resource_arn: watched }: Alarm,
  { name, arn }: Pick<Instance, "name" | "arn">,
): boolean {
  return kind === "instance" && resource === name && mayBeSame(watched, arn);
}
