import type { spec } from "./create.spec.ts";
import type { Command } from "../../definition/command.ts";
import { UsageError } from "../../../core/errors.ts";
import { checkName } from "../../../core/instances/names.ts";
import { snapshotName, timeStamp } from "../../../core/snapshots/name.ts";
import { snapshotTags } from "../../../core/snapshots/tags.ts";
import { checkTags } from "../../../core/instances/tags.ts";
import { changeTargets } from "../../shared/change-targets.ts";
import { snapshotWaiting } from "../../shared/snapshot-waiting.ts";
import { type Target, isOneNamed, selectTargets } from "../../shared/targets.ts";
import { planSnapshot, snapshotsThere } from "./plan-snapshot.ts";

export const command: Command<typeof spec> = async (given, context) => {
  const options = snapshotWaiting(given);
  const tags = Object.fromEntries(options.tag ?? []);
  // With the mark of what it is for.
  checkTags(snapshotTags({}, "manual", tags).tags);
  if (options.snapshotName !== undefined && !isOneNamed(options)) {
    throw new UsageError("--snapshot-name is for one instance.", {
      hint: "Leave it out: each snapshot is then named after its instance and the time.",
    });
  }
  const targets = await selectTargets(options, context);
  const stamp = context.resuming.stamp ?? timeStamp(context.clock.now());
  const nameFor = (target: Target): string =>
    checkName(options.snapshotName ?? snapshotName(target.name, stamp), "snapshot name");
  for (const target of targets) nameFor(target);
  context.journal.remember({ stamp });
  const there = snapshotsThere(options, targets.length, context);
  try {
    const result = await changeTargets(targets, options, context.journal, (target) =>
      planSnapshot(target, nameFor(target), { tags, there, options, context }),
    );
    if (result.kind !== "report") return result;
    // Those of the snapshots, not of their instances.
    const names = [result.data].flat().flatMap((it) => ("instance" in it ? [it.name] : []));
    return { ...result, names };
  } finally {
    context.narrator.idle();
  }
};
