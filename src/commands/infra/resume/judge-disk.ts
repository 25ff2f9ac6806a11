import { REQUEST_TAG } from "../../../core/instances/request-tag.ts";
import { snapshotTarget, targetKey } from "../../../core/journal/target.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { ownValue } from "../../../core/text/own-value.ts";
import { type Judge, madeAndLost } from "./judge.ts";

/** Of `infra disk create` and `attach`. */
export const judgeDisk: Judge = async (target, look) => {
  const { region, name } = target;
  const { command, options, remembered } = look.operation;
  const isCreation = command === "infra disk create";
  const now = await look.present.disk(region, name);
  if (now === null) {
    const isNew = isCreation && !(await madeAndLost(target, look));
    return isNew ? null : { why: `the disk ${name} has been deleted since` };
  }
  const isAnyGood = !isCreation || options["ifNotExists"] === true;
  if (!isAnyGood && ownValue(now.tags, REQUEST_TAG) !== remembered["request"]) {
    return { why: `${name} is a different disk now, made by someone else, and was left alone` };
  }
  const to = options["to"] ?? options["attachTo"];
  if (typeof to !== "string") return null;
  const holder = now.attached_to;
  if (holder !== null && holder !== to) {
    return { why: `the disk ${name} is attached to ${holder} now, and stays there` };
  }
  if ((await look.present.instance(region, to)) !== null) return null;
  return {
    why: `${to}, which was to get the disk ${name}, no longer exists`,
    billed: isCreation
      ? [advice`the disk ${name}: ${toRun("infra disk delete", { name, region })}`]
      : [],
  };
};

/** What it made, and somebody deleted since, is not made again. */
export const judgeDiskSnapshot: Judge = async (target, look) => {
  const { region, name } = target;
  if ((await look.present.disk(region, name)) === null) {
    return { why: `the disk ${name} no longer exists: nothing is left to copy` };
  }
  const key = targetKey(target);
  const made = look.attempts.flatMap(({ calls }) =>
    calls.filter((it) => it.target === key && it.action === "create_disk_snapshot"),
  );
  for (const { resource } of made) {
    const snapshot = snapshotTarget({ region, name: resource ?? "" });
    const now = await look.present.diskSnapshot(region, snapshot.name);
    if (now === null && (await madeAndLost(snapshot, look))) {
      return {
        why: `the disk snapshot ${snapshot.name} has been deleted since, and is not created again`,
      };
    }
  }
  return null;
};
