import { advice, toRun } from "../../core/text/advice.ts";
import { QuantsError, amended, nullIfMissing } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { StaticIp } from "../../core/model.ts";
import { poll } from "../../core/time/wait.ts";
import { type Calls, present } from "./calls.ts";
import { toStaticIp } from "./mapping.ts";
import { allPages } from "./pages.ts";

/** Milliseconds for an attachment to show. Captures have it at once. */
const SETTLE = { timeoutMs: 60_000, intervalMs: 1_000 };

export async function listStaticIps(calls: Calls, call?: CallOptions): Promise<StaticIp[]> {
  const ips = await allPages(async (pageToken) => {
    const page = await calls.read(
      "GetStaticIps",
      pageToken === undefined ? {} : { pageToken },
      call,
    );
    return { items: page.staticIps, next: page.nextPageToken };
  });
  return ips.map((ip) => toStaticIp(ip, calls.region));
}

export async function getStaticIp(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<StaticIp> {
  const context = { ...call, resource: name };
  const { staticIp } = await calls.read("GetStaticIp", { staticIpName: name }, context);
  return toStaticIp(present(staticIp, name), calls.region);
}

/**
 * A static IP has no tags to mark it with, so it is looked for first: one that was not
 * there before, and is there unattached after a lost answer, is taken to be this call's.
 * (Another caller's would have to be allocated under the same name in the same moment.)
 */
export async function allocateStaticIp(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<StaticIp> {
  const before = await nullIfMissing(getStaticIp(calls, name, call));
  if (before !== null) throw allocatedAlready(before);
  let certainty: "may have been" | "was" | null = null;
  try {
    const context = { ...call, resource: name };
    await calls.change("AllocateStaticIp", { staticIpName: name }, context, async () => {
      certainty = "may have been";
      const ip = await nullIfMissing(getStaticIp(calls, name, call));
      return ip !== null && !ip.is_attached;
    });
    certainty = "was";
    return await getStaticIp(calls, name, call);
  } catch (error) {
    if (!(error instanceof QuantsError)) throw error;
    if (isInterruption(error)) certainty ??= "may have been";
    throw certainty === null ? error : leftBehind(calls, name, error, certainty);
  }
}

export async function attachStaticIp(
  calls: Calls,
  name: string,
  instance: string,
  call?: CallOptions,
): Promise<StaticIp> {
  const isAttached = (ip: StaticIp): boolean => ip.is_attached && ip.attached_to === instance;
  await calls.change(
    "AttachStaticIp",
    { staticIpName: name, instanceName: instance },
    { ...call, resource: name },
    async () => isAttached(await getStaticIp(calls, name, call)),
  );
  return settled(calls, name, `attached to "${instance}"`, isAttached, call, (ip) => {
    if (ip.attached_to !== null && ip.attached_to !== instance) throw takenAway(ip, instance);
  });
}

export async function detachStaticIp(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<StaticIp> {
  const isDetached = (ip: StaticIp): boolean => !ip.is_attached;
  await calls.change(
    "DetachStaticIp",
    { staticIpName: name },
    { ...call, resource: name },
    async () => isDetached(await getStaticIp(calls, name, call)),
  );
  return settled(calls, name, "detached", isDetached, call);
}

/**
 * Lightsail takes an attached address from its instance and releases it, as far as is known: that
 * nobody uses it is looked at here, before every try.
 */
export async function releaseStaticIp(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<void> {
  const guard = async (): Promise<void> => {
    const ip = await getStaticIp(calls, name, call);
    if (ip.is_attached) throw inUse(ip);
  };
  await calls.change(
    "ReleaseStaticIp",
    { staticIpName: name },
    { ...call, resource: name, guard },
    async () => (await nullIfMissing(getStaticIp(calls, name, call))) === null,
  );
}

/** Two operations come back, for the address and for the instance: so look at the thing itself. */
function settled(
  calls: Calls,
  name: string,
  desired: string,
  isReached: (ip: StaticIp) => boolean,
  call: CallOptions | undefined,
  refuse?: (ip: StaticIp) => void,
): Promise<StaticIp> {
  return poll({
    ...SETTLE,
    clock: calls.clock,
    signal: call?.signal,
    look: async () => {
      const ip = await getStaticIp(calls, name, call);
      if (isReached(ip)) return { done: true, value: ip };
      refuse?.(ip);
      return { done: false, seen: ip.attached_to ?? "unattached" };
    },
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `The static IP "${name}" is not ${desired} yet: ${seen}.`, {
        hint: "Lightsail took the request; look at the static IP again in a moment.",
        resource: name,
        retryable: true,
      }),
  });
}

/** It was attached as asked, and is somebody else's by now. */
function takenAway(ip: StaticIp, instance: string): QuantsError {
  return new QuantsError(
    "conflict",
    `The static IP "${ip.name}" was attached to "${instance}", but "${ip.attached_to}" has it by now.`,
    {
      hint: "Somebody else moved it in the same moment: settle with them who gets it.",
      resource: ip.name,
    },
  );
}

function inUse({ name, region, attached_to }: StaticIp): QuantsError {
  const holder = attached_to === null ? "an instance" : `"${attached_to}"`;
  return new QuantsError(
    "conflict",
    `The static IP "${name}" is attached to ${holder}, so it is not released.`,
    {
      hint: advice`Detach it first: ${toRun("infra ip detach", { name, region })}`,
      resource: name,
    },
  );
}

function allocatedAlready(ip: StaticIp): QuantsError {
  const state = ip.attached_to === null ? "unattached" : `attached to "${ip.attached_to}"`;
  return new QuantsError(
    "name_in_use",
    `The static IP "${ip.name}" exists already in ${ip.region}: ${ip.ip_address}, ${state}.`,
    { hint: "Use it as it is, or choose another name.", resource: ip.name },
  );
}

/** An address that nobody knows of is billed for nothing, so say that there may be one. */
function leftBehind(
  calls: Calls,
  name: string,
  error: QuantsError,
  certainty: string,
): QuantsError {
  return amended(error, {
    message: `${error.message} The static IP "${name}" ${certainty} allocated in ${calls.region}, and is billed while it is unattached.`,
    hint: "List the static IPs of the region, and attach or release it.",
  });
}

function isInterruption(error: QuantsError): boolean {
  return error.code === "interrupted" || error.code === "terminated";
}
