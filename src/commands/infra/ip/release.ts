import type { spec } from "./release.spec.ts";
import type { Command, CommandContext, OptionsFor } from "../../definition/command.ts";
import pLimit from "p-limit";
import { QuantsError, combineErrors, toQuantsError } from "../../../core/errors.ts";
import { staticIpTarget } from "../../../core/journal/target.ts";
import type { StaticIp } from "../../../core/model.ts";
import { execute, foreseeEach } from "../../../core/plan/execute.ts";
import type { CommandResult } from "../../../core/result.ts";
import { findStaticIp } from "../../../core/static-ips/attachment.ts";
import { planned } from "../../shared/planned.ts";
import { requireTerminal } from "../../shared/prompt.ts";
import { confirmRemoval, removalReport } from "../../shared/named-removal.ts";
import { oneRegion } from "../../shared/regions.ts";
import type { IpRecord } from "../../../core/records/ip.ts";
import { type Release, inUse, releaseOf } from "./release-step.ts";
import { ownValue } from "../../../core/text/own-value.ts";

type ReleaseOptions = OptionsFor<typeof spec>;
/** With the addresses that an interrupted run was to release. */
type Wanted = ReleaseOptions & CommandContext<typeof spec>["resuming"];

const CONCURRENCY = 8;

export const command: Command<typeof spec> = async (options, context) => {
  const wanted: Wanted = { ...options, ...context.resuming };
  const names =
    wanted.confirmed === undefined ? [...new Set(options.name)] : Object.keys(wanted.confirmed);
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `release ${names.join(", ")}`);
  const manager = await oneRegion(context);
  const all = await manager.listStaticIps({ signal: context.signal });
  const selected = names.map((name) => look(name, all, manager.region, wanted));
  const ips = selected.flatMap((it) => (it === null || it instanceof QuantsError ? [] : [it]));
  const releases = names.map((name, index) =>
    releaseOf(manager, selected[index] ?? null, name, options, context),
  );
  if (options.dryRun === true) return foreseen(releases);
  if (asks && ips.length > 0) {
    const loser = ({ attached_to }: StaticIp): string =>
      attached_to === null ? "" : `, in use by ${attached_to}`;
    await confirmRemoval(context, {
      heading: "These addresses will be released and can't be recovered:",
      lines: ips.map((it) => `${it.name} ${it.ip_address}${loser(it)}`),
      names: ips.map((it) => it.name),
      verb: "release",
    });
  }
  context.journal.remember({
    addresses: Object.fromEntries(ips.map(({ name, ip_address }) => [name, ip_address])),
  });
  const limit = pLimit(CONCURRENCY);
  const targets = names.map((name) => staticIpTarget({ region: manager.region, name }));
  context.journal.recordTargets(targets);
  const ended = await Promise.all(
    targets.map((target, index) =>
      limit(async (): Promise<Ended> => {
        const release = releases[index];
        const steps = release === undefined ? [] : [release.step];
        const { error } = await context.journal.about(target, () => execute(steps));
        return { name: target.name, record: release?.record ?? null, error };
      }),
    ),
  );
  const about = { region: manager.region, noun: "static IPs" };
  return removalReport(ended, about, ({ record }) => record);
};

interface Ended {
  name: string;
  record: IpRecord | null;
  error: QuantsError | null;
}

async function foreseen(releases: readonly Release[]): Promise<CommandResult> {
  const { changes, errors } = await foreseeEach(releases.map(({ step }) => [step]));
  const error = combineErrors(errors, releases.length, "static IPs");
  if (error !== null && changes.length === 0) throw error;
  return planned(changes, error);
}

/** Null for one that is gone, and may be. */
function look(
  name: string,
  all: readonly StaticIp[],
  region: string,
  { force = false, ifExists = false, confirmed }: Wanted,
): StaticIp | QuantsError | null {
  const isConfirmed = (it: StaticIp): boolean =>
    it.name === name && (confirmed === undefined || it.ip_address === ownValue(confirmed, name));
  if (ifExists && !all.some(isConfirmed)) return null;
  try {
    const ip = findStaticIp(all, name, region);
    return ip.attached_to === null || force ? ip : inUse(ip);
  } catch (error) {
    return toQuantsError(error);
  }
}
