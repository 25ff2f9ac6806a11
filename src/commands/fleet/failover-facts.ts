import { DOMAINS_REGION } from "../../core/dns/region.ts";
import type { Context } from "../../core/context.ts";
import type { Domain } from "../../core/contracts/domains.ts";
import { QuantsError, UsageError, toQuantsError } from "../../core/errors.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import type { LossFacts } from "../../core/fleet/failover/plan.ts";
import { type LiveRegion, readLive } from "../../core/fleet/live.ts";
import { noAnswer, withDeadline } from "../../core/time/deadline.ts";
import { orWarn } from "../shared/optional.ts";
import { withApplied } from "./account.ts";
import { lastApplied } from "./record.ts";

/** The region in which Lightsail keeps domains, wherever their addresses are. */

/** A lost region is not waited for longer than this. */
const LOST_MS = 20_000;

export interface Seen {
  facts: LossFacts;
  domains: readonly Domain[];
  /** Why there are no domains, as a sentence; null if they were asked for. */
  dnsLeft: string | null;
}

/** Where the copies are, if the files leave no choice. */
export function targetRegion({ instances }: DesiredFleet, from: string): string {
  const regions = new Set(
    instances.flatMap(({ region, copyTo }) => {
      if (region === from) return copyTo ?? [];
      // The way back.
      return copyTo === from ? region : [];
    }),
  );
  const [only, ...others] = regions;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    only === undefined
      ? `The files say of nothing in ${from} where its backups are copied.`
      : `Backups of ${from} are copied to several regions: ${[...regions].join(", ")}.`,
    { hint: "Say with --to which region gets the instances." },
  );
}

/** What is known of the loss. Only the region that gets the instances must answer. */
export async function look(
  fleet: DesiredFleet,
  { from, to }: { from: string; to: string },
  context: Context,
): Promise<Seen> {
  const call = { signal: context.signal };
  const manager = await context.manager(to);
  context.narrator.waiting(`looking for copies in ${to}`);
  const applied = await orWarn(
    lastApplied({ ...fleet, home: to }, context),
    "what was last applied is not known",
    context,
  );
  const others = withApplied(fleet, applied).filter((it) => it !== from && it !== to);
  const [there, snapshots, regions, lost, alive, { domains, dnsLeft }] = await Promise.all([
    readLive(manager, { ...call, withKeyPairs: true }),
    manager.listSnapshots(call),
    manager.listRegions(call),
    readIfAnswering(from, context),
    Promise.all(others.map((it) => readIfAnswering(it, context))),
    readDomains(from, context),
  ]).finally(() => context.narrator.idle());
  const zones = regions.find(({ name }) => name === to)?.availability_zones ?? [];
  const facts = {
    ...{ from, to: there, zones, snapshots, lost },
    others: alive.filter((it) => it !== null),
  };
  return { facts, domains, dnsLeft };
}

async function readIfAnswering(region: string, context: Context): Promise<LiveRegion | null> {
  const { signal } = withDeadline(context.signal, LOST_MS, () =>
    noAnswer(LOST_MS, `${region} is taken for lost.`),
  );
  try {
    return await readLive(await context.manager(region), { signal, withKeyPairs: false });
  } catch (thrown) {
    context.signal.throwIfAborted();
    const error = toQuantsError(thrown);
    context.narrator.step(`${region}: does not answer (${error.code})`);
    return null;
  }
}

async function readDomains(
  from: string,
  context: Context,
): Promise<Pick<Seen, "domains" | "dnsLeft">> {
  if (from === DOMAINS_REGION) {
    const dnsLeft = `DNS entries are left: Lightsail keeps domains in ${from}, which is lost. Change them where the domain is registered.`;
    return { domains: [], dnsLeft };
  }
  try {
    const { domains } = await context.manager(DOMAINS_REGION);
    return { domains: await domains.list({ signal: context.signal }), dnsLeft: null };
  } catch (thrown) {
    context.signal.throwIfAborted();
    const error = thrown instanceof QuantsError ? thrown : toQuantsError(thrown);
    const dnsLeft = `DNS entries are left: ${DOMAINS_REGION}, where Lightsail keeps domains, did not answer (${error.code}). Repeat the command for them.`;
    return { domains: [], dnsLeft };
  }
}
