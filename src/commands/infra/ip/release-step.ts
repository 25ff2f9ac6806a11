import { advice, toRun } from "../../../core/text/advice.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError, amended, toQuantsError } from "../../../core/errors.ts";
import type { BaseInfraManager } from "../../../core/infra-manager.ts";
import type { StaticIp } from "../../../core/model.ts";
import type { Step, StepChange } from "../../../core/plan/step.ts";
import type { IpRecord } from "../../../core/records/ip.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import { takeFrom } from "../../../core/static-ips/take.ts";
import { ipRecord } from "./record.ts";

/** The release of one static IP. */
export interface Release {
  step: Step<"release">;
  /** What came of it; null when there was nothing to release. */
  record: IpRecord | null;
}

/** One that is gone, and may be, is null; one that must not be released is why. */
export function releaseOf(
  manager: BaseInfraManager,
  ip: StaticIp | QuantsError | null,
  name: string,
  { ifExists = false }: { ifExists?: boolean },
  context: Context,
): Release {
  const release: Release = {
    record: null,
    step: {
      name: "release",
      changes: () => {
        if (ip instanceof QuantsError) throw ip;
        return ip === null ? [] : [changeOf(ip)];
      },
      carryOut: async () => {
        if (ip instanceof QuantsError) throw ip;
        if (ip === null) context.narrator.step(`${name}: was already gone`);
        else release.record = await carryOut(manager, ip, ifExists, context);
      },
    },
  };
  return release;
}

/** Null when it was already gone. */
async function carryOut(
  manager: BaseInfraManager,
  ip: StaticIp,
  ifExists: boolean,
  { signal, clock, narrator }: Context,
): Promise<IpRecord | null> {
  const { name } = ip;
  const call = { signal };
  let isDetached = false;
  try {
    const now = await manager.getStaticIp(name, call);
    if (now.ip_address !== ip.ip_address) throw replaced(ip, now);
    if (now.attached_to !== null && now.attached_to !== ip.attached_to) throw inUse(now);
    if (now.attached_to !== null) {
      await takeFrom(manager, now, now.attached_to, call, clock);
      isDetached = true;
    }
    await manager.releaseStaticIp(name, call);
    narrator.step(`${name}: ${ip.ip_address} released`);
    return released(ip);
  } catch (thrown) {
    const error = toQuantsError(thrown);
    if (error.code !== "not_found" || !(ifExists || isDetached)) {
      throw isDetached ? unreleased(ip, error) : error;
    }
    narrator.step(`${name}: was already gone`);
    return isDetached ? released(ip) : null;
  }
}

function changeOf({
  name,
  region,
  ip_address: address,
  attached_to: holder,
}: StaticIp): StepChange {
  return {
    ...{ action: "delete", kind: "static_ip", name, region },
    detail: `${address}${holder === null ? "" : `, detached from ${holder}`}`,
    monthly_usd: 0 - staticIpCost({ is_attached: holder !== null }),
  };
}

function released(ip: StaticIp): IpRecord {
  return {
    ...ipRecord("release", { ...ip, attached_to: null, is_attached: false }, {}),
    previously_attached_to: ip.attached_to,
    // It is no more.
    monthly_cost_usd: 0,
  };
}

function unreleased({ name, region, attached_to }: StaticIp, cause: QuantsError): QuantsError {
  return amended(cause, {
    message: `The static IP ${name} is detached from ${attached_to}, but may not be released, and is still billed: ${cause.message}`,
    hint: advice`Finish with: ${toRun("infra ip release", { name, region, ifExists: true })}`,
    resource: name,
    cause,
  });
}

function replaced({ name, ip_address }: StaticIp, now: StaticIp): QuantsError {
  return new QuantsError(
    "conflict",
    `The static IP ${name} was ${ip_address}, but is now ${now.ip_address}.`,
    {
      hint: advice`Someone allocated it again. To release this one: ${toRun("infra ip release", { name, region: now.region })}`,
      resource: name,
    },
  );
}

export function inUse({ name, region, attached_to }: StaticIp): QuantsError {
  return new QuantsError("conflict", `The static IP ${name} is attached to ${attached_to}.`, {
    hint: advice`Detach it first: ${toRun("infra ip detach", { name, region })}\nOr release it anyway with --force.`,
    resource: name,
  });
}
