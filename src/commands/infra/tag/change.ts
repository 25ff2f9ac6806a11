import { advice, toRun } from "../../../core/text/advice.ts";
import type { TaggedRecord } from "../../../core/records/tagged.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, amended, toQuantsError } from "../../../core/errors.ts";
import type { CallOptions } from "../../../core/infra-manager.ts";
import type { Instance } from "../../../core/model.ts";
import type { CommandResult } from "../../../core/result.ts";
import { type NotedTags, tagsKey } from "../undo/noted.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import type { StepChange } from "../../../core/plan/step.ts";
import { planned } from "../../shared/planned.ts";
import {
  type Target,
  type TargetOptions,
  forEachTarget,
  refuseProtected,
  selectTargets,
} from "../../shared/targets.ts";

/** Null takes the key away. */
export type TagChange = Readonly<Record<string, string | null>>;

export interface TagOptions extends TargetOptions {
  dryRun?: boolean;
}

/** Brings the tags of each target to what is asked, and makes sure that they are so. */
export async function changeTags(
  wanted: TagChange,
  options: TagOptions,
  context: Context,
): Promise<CommandResult<TaggedRecord>> {
  const targets = await selectTargets(options, context);
  const call = { signal: context.signal };
  if (options.dryRun === true) return plan(targets, wanted, options, call);
  const outcomes = await forEachTarget(
    targets,
    options,
    async (target) => {
      const before = await current(target, call);
      rememberIdentities(context, [before]);
      const changes = differences(before, wanted);
      if (changes.length === 0) return { record: { ...before, changed: false } };
      context.journal.remember({ [tagsKey(target)]: valuesOf(before, changes) });
      await apply(target, changes, call);
      const { instance, error } = await readBack(target, before, changes, call);
      if (error === null) context.narrator.step(`${target.name}: ${changes.map(shown).join(", ")}`);
      const record: TaggedRecord = { ...instance, changed: true };
      return { record, error };
    },
    context.journal,
  );
  return { kind: "report", ...outcomes };
}

/** The instance as it is now; as it was sent when that can't be seen, and why. */
async function readBack(
  { name, region, manager }: Target,
  before: Instance,
  changes: readonly Change[],
  call: CallOptions,
): Promise<{ instance: Instance; error: QuantsError | null }> {
  try {
    const after = await manager.getInstance(name, call);
    return { instance: after, error: lostEffect(after, changes) };
  } catch (thrown) {
    const cause = toQuantsError(thrown);
    const removed = new Set(changes.map(([key]) => key));
    const kept = Object.entries(before.tags).filter(([key]) => !removed.has(key));
    const set = changes.filter((it): it is readonly [string, string] => it[1] !== null);
    const error = amended(cause, {
      message: `The tags of ${name} are changed, but could not be read back: ${cause.message}`,
      hint: advice`See them: ${toRun("infra info", { name, region })}\nRepeating the command does no harm.`,
      resource: name,
      cause,
    });
    return { instance: { ...before, tags: Object.fromEntries([...kept, ...set]) }, error };
  }
}

/** Tags decide who is selected and protected, so a protected instance has to be named. */
async function current(target: Target, call: CallOptions): Promise<Instance> {
  refuseProtected(target, "tagged");
  return target.instance ?? target.manager.getInstance(target.name, call);
}

type Change = readonly [key: string, value: string | null];

function differences({ tags }: Instance, wanted: TagChange): Change[] {
  return Object.entries(wanted).filter(
    ([key, value]) => (Object.hasOwn(tags, key) ? tags[key] : null) !== value,
  );
}

async function apply(
  { manager, name }: Target,
  changes: readonly Change[],
  call: CallOptions,
): Promise<void> {
  const set = changes.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  const removed = changes.flatMap(([key, value]) => (value === null ? [key] : []));
  if (set.length > 0) await manager.tagInstance(name, Object.fromEntries(set), call);
  if (removed.length > 0) await manager.untagInstance(name, removed, call);
}

/** Of two who set one key at the same time, the one whose value is gone has to know. */
function lostEffect(after: Instance, changes: readonly Change[]): QuantsError | null {
  const lost = differences(after, Object.fromEntries(changes));
  if (lost.length === 0) return null;
  const keys = lost.map(([key]) => key).join(", ");
  return new QuantsError(
    "conflict",
    `Somebody else changed the tags of ${after.name} at the same time: ${keys}.`,
    {
      hint: advice`See what is there with \`${toRun("infra info", { name: after.name, region: after.region })}\`, and repeat the command if it is still wanted.`,
      resource: after.name,
    },
  );
}

async function plan(
  targets: readonly Target[],
  wanted: TagChange,
  options: TagOptions,
  call: CallOptions,
): Promise<CommandResult<TaggedRecord>> {
  const { data, error } = await forEachTarget(targets, options, async (target) => ({
    record: await current(target, call),
  }));
  const found = [data].flat().filter((it): it is Instance => "tags" in it);
  const changes = found.flatMap((instance) =>
    differences(instance, wanted).map(([key, value]): StepChange => ({
      action: value === null ? "remove" : "set",
      kind: "tag",
      name: instance.name,
      region: instance.region,
      detail: shown([key, value]),
    })),
  );
  return planned(changes, error);
}

/** What an undo needs: the values that the keys had, and those that they get. */
function valuesOf({ tags }: Instance, changes: readonly Change[]): NotedTags {
  const before = changes.map(([key]) => [key, Object.hasOwn(tags, key) ? tags[key] : null]);
  return {
    before: Object.fromEntries(before) as Record<string, string | null>,
    after: Object.fromEntries(changes),
  };
}

function shown([key, value]: Change): string {
  return value === null ? `${key} removed` : `${key}=${value}`;
}
