import { QuantsError, UsageError } from "../../core/errors.ts";
import type { Context } from "../../core/context.ts";
import { findPairs, type Pair, type Sought } from "../../core/cutover/pairs.ts";
import type { Guard, Traffic } from "../../core/cutover/traffic.ts";
import type { HostedZone } from "../../core/contracts/traffic-control.ts";
import { oneRegionName } from "../shared/regions.ts";

interface GuardOptions {
  alarm?: readonly string[];
  probe?: string;
  unguarded?: boolean;
  pollInterval?: number;
}

export interface Opened {
  traffic: Traffic;
  pairs: Pair[];
  zone: HostedZone;
  region: string;
}

const INTERVAL = 15_000;

/** Finds the records, and what guards them. Only reads. */
export async function openTraffic(
  sought: Sought & { zone?: string | undefined },
  options: GuardOptions,
  context: Context,
): Promise<Opened> {
  const { name } = sought;
  const probeUrl = options.probe === undefined ? null : probeAddress(options.probe, name);
  const region = await oneRegionName(context);
  const { signal, clock } = context;
  const aws = context.aws();
  const dns = await aws.dns(region);
  const zone = await dns.findZone(name, sought.zone, { signal });
  const look = async (): Promise<Pair[]> =>
    findPairs(await dns.weightedRecords(zone, name, { signal }), sought);
  const pairs = await look();
  const connectTo = pairs[0]?.to.targets[0];
  const guard: Guard = {
    alarms: await aws.alarms(region),
    alarmNames: [...new Set(options.alarm)],
    probe:
      probeUrl === null
        ? null
        : () =>
            context.probeHealth({
              url: probeUrl.url,
              signal,
              ...(probeUrl.isItsName && { connectTo }),
            }),
  };
  const intervalMs = options.pollInterval ?? INTERVAL;
  const say = (text: string): void => context.narrator.step(text);
  return {
    traffic: { dns, zone, name, look, guard, clock, signal, intervalMs, say },
    pairs,
    zone,
    region,
  };
}

/** Throws `usage` unless something watches, or the user says that nothing needs to. */
export function requireGuard({ alarm = [], probe, unguarded }: GuardOptions): void {
  if (alarm.length > 0 || probe !== undefined || unguarded === true) return;
  throw new UsageError("Nothing would notice a failure: there is no --alarm and no --probe.", {
    hint: "Give at least one, for example --probe /health; or add --unguarded.",
  });
}

/** A path is of the record's own name; then the connection is made to the target itself. */
function probeAddress(text: string, record: string): { url: string; isItsName: boolean } {
  const whole = text.startsWith("/") ? `https://${record}${text}` : text;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new QuantsError("invalid_input", `"${text}" is not an address to probe.`, {
      hint: "Give a path such as /health, or a URL that begins with https://.",
      resource: text,
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new QuantsError("invalid_input", "The address to probe holds a user name or password.", {
      hint: "Leave it out: the address is kept in the journal.",
    });
  }
  return { url: url.href, isItsName: url.hostname === record };
}
