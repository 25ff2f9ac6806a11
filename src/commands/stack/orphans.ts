import { type Wording, advice, joined, toRun } from "../../core/text/advice.ts";
import { KIND_WORDS, type OrphanRecord } from "../../core/records/stacks.ts";
import type { Context } from "../../core/context.ts";
import { QuantsError, amended, toQuantsError } from "../../core/errors.ts";
import type { PlannedCreation, Stack } from "../../core/contracts/terraform-control.ts";
import { oneRegionName } from "../shared/regions.ts";

/**
 * Which of these, that the state does not have, exist in Lightsail. Asked even after an
 * interrupt: what is billed and in no state must not be left unsaid.
 */
export async function orphansAmong(
  creations: readonly PlannedCreation[],
  context: Context,
): Promise<OrphanRecord[]> {
  const elsewhere = creations.filter((it) => it.elsewhere && !context.provider.isEmbedded);
  if (elsewhere.length > 0) {
    context.narrator.warn(
      `not looked for in Lightsail, as their provider has access of its own: ${namesOf(elsewhere)}`,
    );
  }
  const here = creations.filter((it) => !elsewhere.includes(it));
  if (here.length === 0) return [];
  const known = here.flatMap(({ region }) => (region === null ? [] : [region]));
  const isComplete = known.length === here.length;
  const regions = new Set([...known, ...(isComplete ? [] : [await oneRegionName(context)])]);
  const found = await Promise.all([...regions].map((region) => existing(region, here, context)));
  const order = new Map(creations.map(({ address }, index) => [address, index]));
  return found.flat().toSorted((a, b) => (order.get(a.address) ?? 0) - (order.get(b.address) ?? 0));
}

async function existing(
  region: string,
  creations: readonly PlannedCreation[],
  context: Context,
): Promise<OrphanRecord[]> {
  const wanted = creations.filter((it) => it.region === null || it.region === region);
  const manager = await context.manager(region);
  const asks = (kind: PlannedCreation["kind"]): boolean => wanted.some((it) => it.kind === kind);
  const [instances, ips] = await Promise.all([
    asks("instance") ? manager.listInstances() : [],
    asks("static_ip") ? manager.listStaticIps() : [],
  ]);
  return wanted.flatMap(({ kind, name, address }) => {
    const there: readonly { name: string; created_at: string | null }[] =
      kind === "instance" ? instances : ips;
    const match = there.find((it) => it.name === name);
    if (match === undefined) return [];
    return [{ kind, name, region, address, created_at: match.created_at }];
  });
}

/** After a failure or a stop: null, with a warning, when it can't be told. */
export async function orphansAfter(
  stack: Stack,
  creations: readonly PlannedCreation[],
  context: Context,
): Promise<OrphanRecord[] | null> {
  return orNull(context, async () => orphansAmong(await stack.missing(creations), context));
}

/** Before a destruction, which reaches only what the state has: null when it can't be told. */
export async function orphansOf(stack: Stack, context: Context): Promise<OrphanRecord[] | null> {
  return orNull(context, async () => {
    const { creates } = await stack.preview({ refresh: false });
    return orphansAmong(creates, context);
  });
}

async function orNull(
  context: Context,
  look: () => Promise<OrphanRecord[]>,
): Promise<OrphanRecord[] | null> {
  try {
    return await look();
  } catch (error) {
    const { message } = toQuantsError(error);
    const [why = ""] = message.split("\n");
    context.narrator.warn(
      `whether something of this stack exists that its state does not have is not known: ${why}`,
    );
    return null;
  }
}

/** The failure, with what it left behind; `incomplete` where there is none but that. */
export function withOrphans(
  error: QuantsError | null,
  orphans: readonly OrphanRecord[],
  stack: Stack,
  context: Context,
): QuantsError | null {
  if (orphans.length === 0) return error;
  const [what, it] = orphans.length === 1 ? ["This exists", "it"] : ["These exist", "them"];
  const facts = `${what} in Lightsail, but not in the state: ${orphans.map(described).join(", ")}.`;
  const hint = advice`Take ${it} into the state: ${toRun("stack adopt", { ...stack.selection })}\nOr, if nobody needs ${it}, delete ${it}: ${deletion(orphans, context)}`;
  if (error === null) {
    return new QuantsError(
      "conflict",
      `Stack ${stack.name} is destroyed as far as its state goes. ${facts}`,
      { hint, resource: stack.name },
    );
  }
  // What it says of the state, and of repeating the command, is not true with these about.
  const isUseless = ["interrupted", "terminated", "operation_failed"].includes(error.code);
  const rest = isUseless ? "Then repeat the command." : error.advice;
  return amended(error, {
    message: `${error.message}\n${facts}`,
    hint: rest === undefined ? hint : advice`${hint}\n${rest}`,
  });
}

export function described({ kind, name, region, created_at }: OrphanRecord): string {
  const since =
    created_at === null ? "" : `, made ${created_at.slice(0, 16).replace("T", " ")} UTC`;
  return `${KIND_WORDS[kind]} ${name} (${region}${since})`;
}

/** The commands that delete them; each asks before it does. */
export function deletion(orphans: readonly OrphanRecord[], context: Context): Wording {
  const account = context.provider.isEmbedded ? { provider: context.settings.provider } : {};
  const commands = (["instance", "static_ip"] as const).flatMap((kind) => {
    const path = kind === "instance" ? "infra destroy" : "infra ip release";
    const those = orphans.filter((it) => it.kind === kind);
    return [...new Set(those.map(({ region }) => region))].map((region) => {
      const here = those.filter((it) => it.region === region);
      return toRun(path, { ...account, name: here.map(({ name }) => name), region });
    });
  });
  return joined(commands, "; ");
}

const namesOf = (creations: readonly PlannedCreation[]): string =>
  creations.map(({ name }) => name).join(", ");
