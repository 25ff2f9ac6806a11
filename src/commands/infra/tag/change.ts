import { advice, toRun } from "../../../core/text/advice.ts";
import type { TaggedRecord } from "../../../core/records/tagged.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, amended, toQuantsError } from "../../../core/errors.ts";
import type { CallOptions } from "../../../core/infra-manager.ts";
import type { Instance } from "../../../core/model.ts";
import type { CommandResult } from "../../../core/result.ts";
import { type NotedTags, tagsKey } from "../undo/noted.ts";
import { rememberIdentities } from "../../shared/met-identity.ts";
import type { Step } from "../../../core/plan/step.ts";
import { type TargetChange, changeTargets } from "../../shared/change-targets.ts";
import {
  type Target,
  type TargetOptions,
  refuseProtected,
  selectTargets,
} from "../../shared/targets.ts";
import { ownValue } from "../../../core/text/own-value.ts";

/** Null takes the key away. */
type TagChange = Readonly<Record<string, string | null>>;

export interface TagOptions extends TargetOptions {
  dryRun?: boolean;
}

/** Brings the tags of each target to what is wanted of it, and makes sure that they are so. */
export async function changeTags(
  wantedOf: (before: Instance) => TagChange,
  options: TagOptions,
  context: Context,
): Promise<CommandResult<TaggedRecord>> {
  const targets = await selectTargets(options, context);
  return changeTargets(targets, options, context.journal, (target) =>
    planTags(target, wantedOf, context),
  );
}

async function planTags(
  target: Target,
  wantedOf: (before: Instance) => TagChange,
  context: Context,
): Promise<TargetChange<TaggedRecord>> {
  const call = { signal: context.signal };
  const { name, region } = target;
  // Tags decide who is selected and protected, so a protected instance has to be named.
  refuseProtected(target, "tagged");
  const before = target.instance ?? (await target.manager.getInstance(name, call));
  rememberIdentities(context, [before]);
  const changes = differences(before, wantedOf(before));
  let sent: Instance | null = null;
  const step: Step = {
    name: "tags",
    changes: () =>
      changes.map((change) => ({
        action: change[1] === null ? "remove" : "set",
        ...{ kind: "tag", name, region, detail: shown(change) },
      })),
    carryOut: async () => {
      context.journal.remember({ [tagsKey(target)]: valuesOf(before, changes) });
      await apply(target, changes, call);
      const { instance, error } = await readBack(target, before, changes, call);
      sent = instance;
      if (error !== null) throw error;
      context.narrator.step(`${name}: ${changes.map(shown).join(", ")}`);
    },
  };
  return {
    steps: changes.length === 0 ? [] : [step],
    outcome: ({ error }) => {
      if (error !== null && sent === null) throw error;
      return { record: { ...(sent ?? before), changed: sent !== null }, error };
    },
  };
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
      hint: advice`See them: ${toRun("infra info", { name, region })}\nThe command can safely be repeated.`,
      resource: name,
      cause,
    });
    return { instance: { ...before, tags: Object.fromEntries([...kept, ...set]) }, error };
  }
}

type Change = readonly [key: string, value: string | null];

function differences({ tags }: Instance, wanted: TagChange): Change[] {
  return Object.entries(wanted).filter(([key, value]) => (ownValue(tags, key) ?? null) !== value);
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

/** What an undo needs: the values that the keys had, and those that they get. */
function valuesOf({ tags }: Instance, changes: readonly Change[]): NotedTags {
  const before = changes.map(([key]) => [key, ownValue(tags, key) ?? null]);
  return {
    before: Object.fromEntries(before) as Record<string, string | null>,
    after: Object.fromEntries(changes),
  };
}

function shown([key, value]: Change): string {
  return value === null ? `${key} removed` : `${key}=${value}`;
}
