import type { Alarm, AlarmSettings, Watched } from "../contracts/alarms.ts";
import { QuantsError } from "../errors.ts";
import { mayBeSame } from "../instances/identity.ts";
import { advice, toRun } from "../text/advice.ts";

const MOST_PER_METRIC = 2;

/** Setting it would take the alarm away from what it watches. */
export function checkSameResource(before: Alarm | null, { name, resource }: AlarmSettings): void {
  if (before === null || before.resource === resource) return;
  throw new QuantsError(
    "conflict",
    `The alarm ${name} watches ${before.resource}, not ${resource}.`,
    {
      hint: advice`Choose another name, or remove it first: ${toRun("alarm remove", { argument: [name] })}`,
      resource: name,
    },
  );
}

/** Lightsail takes two alarms of a metric of a resource. */
export function checkRoom(
  { name, metric }: AlarmSettings,
  watched: Watched,
  all: readonly Alarm[],
): void {
  const others = all.filter(
    (it) =>
      it.name !== name &&
      it.metric === metric &&
      it.resource === watched.name &&
      mayBeSame(it.resource_arn, watched.arn),
  );
  if (others.length < MOST_PER_METRIC) return;
  const names = others.map((it) => it.name);
  throw new QuantsError(
    "conflict",
    `${watched.name} has ${others.length} alarms of ${metric} already, which is the most: ${names.join(", ")}.`,
    {
      hint: advice`Change one of them, or remove it: ${toRun("alarm remove", { argument: names.slice(0, 1) })}`,
      resource: name,
    },
  );
}
