import { type Wording, advice, toRun } from "../../../core/text/advice.ts";
import { identityOf } from "../../../core/instances/identity.ts";
import { effectsOn, effectsOf, madeFor } from "../../../core/journal/effects.ts";
import { type TargetRef, instanceTarget } from "../../../core/journal/target.ts";
import type { Instance } from "../../../core/model.ts";
import { FROM_TAG } from "../../../core/resize/marks.ts";
import { identityNoted } from "../../shared/met-identity.ts";
import { type Judge, type Look, madeAndLost } from "./judge.ts";

/**
 * A resize is over when one of its two instances was removed by anybody else: the way forward
 * would make the new one again, and the last step would delete the only copy of the old one.
 */
export const judgeResize: Judge = async (target, look) => {
  const { region, name } = target;
  const [source, made] = await Promise.all([
    look.present.instance(region, name),
    madeInstance(target, look),
  ]);
  const isSource = source !== null && isOriginal(source, look);
  const isMade = made !== null && made.tags[FROM_TAG] === name;
  const newName = targetName(look);
  if (isSource) {
    if (isMade || newName === null) return null;
    if (!(await madeAndLost(instanceTarget({ region, name: newName }), look))) return null;
    const bundle = look.operation.options["bundle"] as string;
    const back = toRun("infra resize", { name, to: newName, bundle, undo: true, region });
    return {
      why: advice`${newName}, made from ${name}, has been removed since, and is not created again. ${name} is ${source.status}; to remove its marks and what is left: ${back}`,
      billed: await snapshotsLeft(target, look),
    };
  }
  const deletedIt = look.attempts.some(
    (it) => effectsOn(effectsOf(it), target, "removed").length > 0,
  );
  // Only the snapshot is left to be deleted, now that the new one is verified.
  if (source === null && isMade && deletedIt) return null;
  const left = isMade
    ? [
        advice`${made.name} (${made.status}), made from ${name}: ${toRun("infra destroy", { name: made.name, region })}`,
      ]
    : [];
  return {
    why: `${name} ${source === null ? "has been removed since" : "is a different instance now"}: there is nothing left to resize`,
    billed: [...left, ...(await snapshotsLeft(target, look))],
  };
};

function targetName({ operation }: Look): string | null {
  const { target } = operation.remembered;
  return typeof target === "string" ? target : null;
}

async function madeInstance({ region }: TargetRef, look: Look): Promise<Instance | null> {
  const name = targetName(look);
  return name === null ? null : look.present.instance(region, name);
}

function isOriginal(source: Instance, { attempts }: Look): boolean {
  const noted = attempts.flatMap((it) => identityNoted(it, source) ?? []);
  return noted.length === 0 || noted.includes(identityOf(source));
}

async function snapshotsLeft(target: TargetRef, { attempts, present }: Look): Promise<Wording[]> {
  const resizes = attempts.filter(({ command }) => command === "infra resize");
  const { region } = target;
  const names = new Set(resizes.flatMap((it) => madeFor(target, it, "snapshot")));
  const found = await Promise.all([...names].map((name) => present.snapshot(region, name)));
  return found.flatMap((it) =>
    it === null
      ? []
      : [
          advice`the snapshot ${it.name}: ${toRun("infra snapshot delete", { name: it.name, region })}`,
        ],
  );
}
