import { nameInUse, infoHint, outcomeUnknown } from "./create-errors.ts";
import {
  asRequested,
  toRequest,
  type Attempted,
  type Send,
  type Wanted,
  type Placed,
} from "./create-request.ts";
import { randomUUID } from "node:crypto";
import type { Operation } from "@aws-sdk/client-lightsail";
import { QuantsError, amended } from "../../core/errors.ts";
import type {
  CallOptions,
  CreateFromSnapshotOptions,
  CreatedInstance,
  CreateInstanceOptions,
} from "../../core/infra-manager.ts";
import type { Instance } from "../../core/model.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { pause, throwIfAborted } from "../../core/time/wait.ts";
import { begunOperations, type Calls, idsOf } from "./calls.ts";
import { getInstance } from "./instances.ts";
import { ownValue } from "../../core/text/own-value.ts";

export const MAX_TAGS = 50;

/** Milliseconds between reads until the instance of an accepted request appears. */
export const PATIENT = [0, 500, 1_000, 2_000];
const BRIEF = [0, 500];

type Finding =
  | { kind: "ours" | "foreign"; instance: Instance }
  | { kind: "absent" }
  | { kind: "unreadable"; error: QuantsError };

/**
 * CreateInstances has no client token: repeated blindly after a lost answer, it fails with "name in
 * use" although the instance is the caller's own. So each request is sent once, and after every
 * ambiguous answer the instance is read back and recognised by a tag.
 */
export async function createInstance(
  calls: Calls,
  options: Placed<CreateInstanceOptions>,
  call: CallOptions = {},
): Promise<CreatedInstance> {
  const { blueprint, userData, ipAddressType } = options;
  return create(calls, options, call, (request, context) =>
    calls.attempt(
      "CreateInstances",
      {
        ...request,
        blueprintId: blueprint,
        ...(userData !== undefined && { userData }),
        ...(ipAddressType !== undefined && { ipAddressType }),
      },
      context,
    ),
  );
}

export async function createFromSnapshot(
  calls: Calls,
  options: Placed<CreateFromSnapshotOptions>,
  call: CallOptions = {},
): Promise<CreatedInstance> {
  const { name, snapshot, autoSnapshotTime: snapshotTimeOfDay, ipAddressType } = options;
  const { disks = [] } = options;
  return create(calls, options, call, (request, context) =>
    calls.attempt(
      "CreateInstancesFromSnapshot",
      {
        ...request,
        instanceSnapshotName: snapshot,
        ...(ipAddressType !== undefined && { ipAddressType }),
        ...(disks.length > 0 && {
          attachedDiskMapping: {
            [name]: disks.map((it) => ({ originalDiskPath: it.path, newDiskName: it.name })),
          },
        }),
        ...(snapshotTimeOfDay !== undefined && {
          addOns: [{ addOnType: "AutoSnapshot", autoSnapshotAddOnRequest: { snapshotTimeOfDay } }],
        }),
      },
      context,
    ),
  );
}

async function create(
  calls: Calls,
  wanted: Wanted,
  call: CallOptions,
  send: Send,
): Promise<CreatedInstance> {
  throwIfAborted(call.signal);
  const attempted = prepare(calls, wanted, call);
  const { name, signal } = attempted;
  const request = toRequest(attempted);
  const context = { ...call, resource: name };
  let inDoubt = false;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await stoppable(attempted, "may", () => send(request, context));
    if (answer.ok) return accepted(attempted, begunOperations(answer.output, name));

    const { failure } = answer;
    inDoubt ||= failure.effect === "unknown";
    if (inDoubt || failure.error.code === "name_in_use") {
      const finding = await stoppable(attempted, inDoubt ? "may" : "no", () =>
        readBack(attempted, inDoubt ? PATIENT : BRIEF),
      );
      if (finding.kind === "ours") return recovered(attempted, finding.instance);
      if (finding.kind === "foreign") throw nameInUse(attempted, finding.instance, failure.error);
      if (finding.kind === "unreadable" && inDoubt) {
        throw outcomeUnknown(attempted, failure.error, finding.error);
      }
      if (failure.error.code === "name_in_use") {
        throw inDoubt ? outcomeUnknown(attempted, failure.error) : failure.error;
      }
    }
    const again = await stoppable(attempted, inDoubt ? "may" : "no", () =>
      calls.mayRepeat(failure, attempt, signal),
    );
    if (!again) throw failure.error;
  }
}

function prepare(calls: Calls, wanted: Wanted, call: CallOptions): Attempted {
  const tags = { ...wanted.tags };
  const id = Object.keys(tags).length < MAX_TAGS ? (wanted.requestId ?? randomUUID()) : null;
  if (id !== null) tags[REQUEST_TAG] = id;
  return {
    calls,
    wanted,
    name: wanted.name,
    tags,
    id,
    since: calls.clock.now(),
    signal: call.signal,
  };
}

/** Reads several times before concluding that there is none. */
async function readBack(attempted: Attempted, pauses: readonly number[]): Promise<Finding> {
  const { calls, name, signal } = attempted;
  let finding: Finding = { kind: "absent" };
  for (const ms of pauses) {
    if (ms > 0) await pause(calls.clock, ms, signal);
    try {
      const instance = await getInstance(calls, name, { signal });
      return { kind: isOurs(attempted, instance) ? "ours" : "foreign", instance };
    } catch (error) {
      throwIfAborted(signal);
      if (!(error instanceof QuantsError)) throw error;
      finding = error.code === "not_found" ? { kind: "absent" } : { kind: "unreadable", error };
    }
  }
  return finding;
}

/** The tag alone decides; without one, only an instance that can hardly be another's counts. */
function isOurs({ wanted, tags, id, since }: Attempted, instance: Instance): boolean {
  if (id !== null) return instance.tags[REQUEST_TAG] === id;
  return (
    (wanted.blueprint === undefined || instance.blueprint_id === wanted.blueprint) &&
    instance.bundle_id === wanted.bundle &&
    instance.availability_zone === wanted.availabilityZone &&
    Object.entries(tags).every(([key, value]) => ownValue(instance.tags, key) === value) &&
    instance.created_at !== null &&
    Date.parse(instance.created_at) >= since
  );
}

/** From here on the instance exists, and no failure may hide it. */
async function accepted(
  attempted: Attempted,
  operations: readonly Operation[],
): Promise<CreatedInstance> {
  const finding = await stoppable(attempted, "was", () => readBack(attempted, PATIENT));
  const instance = "instance" in finding ? finding.instance : asRequested(attempted);
  return { instance, operationIds: idsOf(operations) };
}

async function recovered(attempted: Attempted, instance: Instance): Promise<CreatedInstance> {
  const { calls, name, signal } = attempted;
  const found = await stoppable(attempted, "was", () =>
    calls.attempt("GetOperationsForResource", { resourceName: name }, { resource: name, signal }),
  );
  // Operations of an earlier instance of the same name may be listed too: the newest creation is
  // this one's.
  const [newest] = (found.ok ? (found.output.operations ?? []) : [])
    .filter(({ operationType }) => /^CreateInstance(s|$)/.test(operationType ?? ""))
    .toSorted((one, other) => Number(other.createdAt ?? 0) - Number(one.createdAt ?? 0));
  return { instance, operationIds: newest?.id === undefined ? [] : [newest.id] };
}

/** Rethrows an abort, with what it leaves behind. */
async function stoppable<T>(
  attempted: Attempted,
  exists: "no" | "may" | "was",
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isStop = error instanceof QuantsError && STOPS.has(error.code);
    if (!isStop || exists === "no") throw error;
    const { name, calls } = attempted;
    throw amended(error, {
      message: `${error.message} The instance "${name}" ${exists === "was" ? "was" : "may have been"} created in ${calls.region}.`,
      hint: infoHint(attempted),
      resource: name,
    });
  }
}

/** Reasons of a caller's signal: stopped by the user, or out of time. */
export const STOPS: ReadonlySet<string> = new Set(["interrupted", "terminated", "wait_timeout"]);
