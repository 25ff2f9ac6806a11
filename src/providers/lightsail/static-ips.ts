import { advice, toRun } from "../../core/text/advice.ts";
import { QuantsError, amended, nullIfMissing } from "../../core/errors.ts";
import type { CallOptions } from "../../core/infra-manager.ts";
import type { StaticIp } from "../../core/model.ts";
import { poll } from "../../core/time/wait.ts";
import { type Calls, present } from "./calls.ts";
import { toStaticIp } from "./mapping.ts";
import { allPages } from "./pages.ts";

/** Milliseconds until an attachment is visible. In captures it is immediate. */
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
 * Static IPs have no tags, so the name is looked up first: one that did not exist before, and is
 * unattached after a lost answer, counts as this call's. (Another caller would have to allocate the
 * same name at the same moment.)
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
 * As far as is known, Lightsail releases an attached address, taking it from its instance: so this
 * checks before every try that nobody uses it.
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

/**
 * The answer has two operations, for the address and for the instance, so the resource itself is
 * checked.
 */
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
        hint: "Lightsail accepted the request; check the static IP again in a moment.",
        resource: name,
        retryable: true,
      }),
  });
}

/** It was attached as requested, but somebody else has taken it since. */
function takenAway(ip: StaticIp, instance: string): QuantsError {
  return new QuantsError(
    "conflict",
    `The static IP "${ip.name}" was attached to "${instance}", but now "${ip.attached_to}" has it.`,
    {
      hint: "Somebody else moved it at the same moment: agree on who gets it.",
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
    `The static IP "${ip.name}" already exists in ${ip.region}: ${ip.ip_address}, ${state}.`,
    { hint: "Use the existing one, or choose another name.", resource: ip.name },
  );
}

/** A forgotten address is billed for nothing, so say that one may exist. */
function leftBehind(
  calls: Calls,
  name: string,
  error: QuantsError,
  certainty: string,
): QuantsError {
  return amended(error, {
    message: `${error.message} The static IP "${name}" ${certainty} allocated in ${calls.region}, and is billed while unattached.`,
    hint: "List the static IPs of the region, and attach or release it.",
  });
}

function isInterruption(error: QuantsError): boolean {
  return error.code === "interrupted" || error.code === "terminated";
}
