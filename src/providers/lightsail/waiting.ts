import { advice, toRun } from "../../core/text/advice.ts";
import type { CallOptions, WaitOptions, WaitTarget } from "../../core/infra-manager.ts";
import { QuantsError, amended } from "../../core/errors.ts";
import type { Instance } from "../../core/model.ts";
import { type Observation, poll } from "../../core/time/wait.ts";
import { type Calls, operationFailed, present } from "./calls.ts";
import { toInstance } from "./mapping.ts";

const TIMEOUT = 300_000;
const INTERVAL = 2_000;

/** States that only lead to deletion. */
const DOOMED = new Set(["shutting-down", "terminated", "deleting", "deleted"]);

/** What is still missing; null once the target is reached. */
const MISSING: Record<Exclude<WaitTarget, "gone">, (instance: Instance) => string | null> = {
  running: (instance) => (instance.status === "running" ? null : instance.status),
  stopped: (instance) => (instance.status === "stopped" ? null : instance.status),
  ip: (instance) => {
    if (instance.status !== "running") return instance.status;
    const hasAddress =
      instance.ip_address_type === "ipv6"
        ? instance.ipv6_addresses.length > 0
        : instance.public_ip !== null;
    return hasAddress ? null : "running, no address yet";
  },
};

export async function waitForInstance(
  calls: Calls,
  name: string,
  target: WaitTarget,
  options: WaitOptions = {},
): Promise<Instance | null> {
  const { signal, timeoutMs = TIMEOUT, pollIntervalMs = INTERVAL } = options;
  return poll<Instance | null>({
    clock: calls.clock,
    timeoutMs,
    intervalMs: pollIntervalMs,
    signal,
    onChange: options.onChange,
    look: async (remaining) => {
      const instance = await lookAt(calls, name, target, { signal, timeoutMs: remaining });
      return observe(name, target, instance);
    },
    onTimeout: (seen) =>
      new QuantsError(
        "wait_timeout",
        `"${name}" was not ${targetText(target)} after ${duration(timeoutMs)}: ${seen}.`,
        {
          hint: advice`Nothing was undone. Check its progress with \`${toRun("infra info", { name, region: calls.region })}\`, or wait longer with --timeout.`,
          resource: name,
          retryable: true,
        },
      ),
  });
}

/** Null if the instance does not exist and the wait is for its end. */
async function lookAt(
  calls: Calls,
  name: string,
  target: WaitTarget,
  call: CallOptions & { timeoutMs: number },
): Promise<Instance | null> {
  const answer = await calls.attempt(
    "GetInstance",
    { instanceName: name },
    { resource: name, ...call },
  );
  if (answer.ok) return toInstance(present(answer.output.instance, name), calls.region);
  const { error } = answer.failure;
  if (error.code !== "not_found") throw error;
  if (target === "gone") return null;
  throw amended(error, {
    message: `The instance "${name}" does not exist in ${calls.region}, so it will not become ${targetText(target)}.`,
  });
}

function observe(
  name: string,
  target: WaitTarget,
  instance: Instance | null,
): Observation<Instance | null> {
  if (instance === null) return { done: true, value: null };
  if (target === "gone") return { done: false, seen: instance.status };
  const missing = MISSING[target](instance);
  if (missing === null) return { done: true, value: instance };
  if (DOOMED.has(instance.status)) {
    throw new QuantsError(
      "invalid_state",
      `"${name}" is ${instance.status}, so it will not become ${targetText(target)}.`,
      { hint: "Somebody deleted it. Create it again if you need it.", resource: name },
    );
  }
  return { done: false, seen: missing };
}

function targetText(target: WaitTarget): string {
  return target === "ip" ? "running with an address" : target;
}

export async function waitForOperation(
  calls: Calls,
  operationId: string,
  options: WaitOptions = {},
): Promise<void> {
  const { signal, timeoutMs = TIMEOUT, pollIntervalMs = INTERVAL } = options;
  await poll<null>({
    clock: calls.clock,
    timeoutMs,
    intervalMs: pollIntervalMs,
    signal,
    onChange: options.onChange,
    look: async (remaining) => {
      const context = { resource: operationId, signal, timeoutMs: remaining };
      const answer = await calls.attempt("GetOperation", { operationId }, context);
      if (!answer.ok) throw answer.failure.error;
      const { operation = {} } = answer.output;
      if (operation.status === "Failed") throw operationFailed(operation, undefined);
      if (operation.status === "Succeeded" || operation.status === "Completed") {
        return { done: true, value: null };
      }
      return { done: false, seen: operation.status ?? "unknown" };
    },
    onTimeout: (seen) =>
      new QuantsError(
        "wait_timeout",
        `The operation ${operationId} had not ended after ${duration(timeoutMs)}: ${seen}.`,
        {
          hint: advice`It continues by itself. \`${toRun("infra list", { region: calls.region })}\` shows its progress.`,
          resource: operationId,
          retryable: true,
        },
      ),
  });
}

function duration(ms: number): string {
  return ms % 60_000 === 0 && ms > 0 ? `${ms / 60_000} min` : `${Math.round(ms / 100) / 10} s`;
}
