import { advice, toRun } from "../../core/text/advice.ts";
import { randomUUID } from "node:crypto";
import { QuantsError, amended, nullIfMissing } from "../../core/errors.ts";
import type { CallOptions, WaitOptions } from "../../core/infra-manager.ts";
import type { Snapshot } from "../../core/model.ts";
import { pause, poll } from "../../core/time/wait.ts";
import { type Calls, present } from "./calls.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { MAX_TAGS, PATIENT, STOPS } from "./create.ts";
import { toTagList } from "./create-request.ts";
import { toSnapshot } from "./mapping.ts";
import { allPages } from "./pages.ts";

/** In milliseconds. A snapshot of a full disk takes long. */
const TIMEOUT = 1_800_000;
const INTERVAL = 5_000;

export async function listSnapshots(calls: Calls, call?: CallOptions): Promise<Snapshot[]> {
  const snapshots = await allPages(async (pageToken) => {
    const page = await calls.read(
      "GetInstanceSnapshots",
      pageToken === undefined ? {} : { pageToken },
      call,
    );
    return { items: page.instanceSnapshots, next: page.nextPageToken };
  });
  return snapshots.map((snapshot) => toSnapshot(snapshot, calls.region));
}

export async function getSnapshot(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<Snapshot> {
  const { instanceSnapshot } = await calls.read(
    "GetInstanceSnapshot",
    { instanceSnapshotName: name },
    { ...call, resource: name },
  );
  return toSnapshot(present(instanceSnapshot, name), calls.region);
}

/**
 * Tagged like an instance, so that after a lost answer this call's own snapshot can be told from
 * another one of the same name.
 */
export async function createSnapshot(
  calls: Calls,
  name: string,
  instance: string,
  options: CallOptions & { tags?: Readonly<Record<string, string>> | undefined } = {},
): Promise<Snapshot> {
  const { tags: asked = {}, ...call } = options;
  const id = Object.keys(asked).length < MAX_TAGS ? randomUUID() : null;
  const tags = id === null ? asked : { ...asked, [REQUEST_TAG]: id };
  const since = calls.clock.now();
  const isOurs = (found: Snapshot): boolean =>
    id === null
      ? found.instance === instance && Date.parse(found.created_at ?? "") >= since
      : found.tags[REQUEST_TAG] === id;
  const input = { instanceSnapshotName: name, instanceName: instance, tags: toTagList(tags) };
  try {
    await calls.change("CreateInstanceSnapshot", input, { ...call, resource: name }, async () => {
      const found = await nullIfMissing(getSnapshot(calls, name, call));
      return found !== null && isOurs(found);
    });
  } catch (error) {
    throw explained(calls, name, error);
  }
  return (await readBack(calls, name, call)) ?? begun(calls, name, instance, tags);
}

export async function deleteSnapshot(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "DeleteInstanceSnapshot",
    { instanceSnapshotName: name },
    { ...call, resource: name },
    async (refusal) =>
      refusal.code === "not_found" ||
      (await nullIfMissing(getSnapshot(calls, name, call))) === null,
  );
}

export async function waitForSnapshot(
  calls: Calls,
  name: string,
  options: WaitOptions = {},
): Promise<Snapshot> {
  const { signal, timeoutMs = TIMEOUT, pollIntervalMs = INTERVAL } = options;
  return poll<Snapshot>({
    clock: calls.clock,
    timeoutMs,
    intervalMs: pollIntervalMs,
    signal,
    onChange: options.onChange,
    look: async (remaining) => {
      const answer = await calls.attempt(
        "GetInstanceSnapshot",
        { instanceSnapshotName: name },
        { resource: name, signal, timeoutMs: remaining },
      );
      if (!answer.ok) throw answer.failure.error;
      const snapshot = toSnapshot(present(answer.output.instanceSnapshot, name), calls.region);
      if (snapshot.status === "available") return { done: true, value: snapshot };
      if (snapshot.status === "error") throw failed(snapshot);
      const { status, progress } = snapshot;
      return { done: false, seen: progress === null ? status : `${status}, ${progress}` };
    },
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `The snapshot "${name}" is not available yet: ${seen}.`, {
        hint: advice`It continues by itself. Check its progress with \`${toRun("infra snapshot list", { region: calls.region })}\`, or wait longer with --timeout.`,
        resource: name,
        retryable: true,
      }),
  });
}

/** Null if it can't be read although the request was accepted. */
async function readBack(calls: Calls, name: string, call: CallOptions): Promise<Snapshot | null> {
  for (const ms of PATIENT) {
    try {
      if (ms > 0) await pause(calls.clock, ms, call.signal);
      return await getSnapshot(calls, name, call);
    } catch (error) {
      if (isStop(error)) throw explained(calls, name, error);
      if (!(error instanceof QuantsError)) throw error;
    }
  }
  return null;
}

/** Replaces the record of an accepted snapshot that could not be read. */
function begun(
  calls: Calls,
  name: string,
  instance: string,
  tags: Readonly<Record<string, string>>,
): Snapshot {
  return toSnapshot(
    { name, fromInstanceName: instance, state: "pending", tags: toTagList(tags) },
    calls.region,
  );
}

function failed({ name, region }: Snapshot): QuantsError {
  return new QuantsError("operation_failed", `Lightsail failed to create the snapshot "${name}".`, {
    hint: advice`It is useless: delete it with \`${toRun("infra snapshot delete", { name, region })}\`, and make another.`,
    resource: name,
  });
}

function isStop(error: unknown): error is QuantsError {
  return error instanceof QuantsError && STOPS.has(error.code);
}

/** After a stop it is unknown whether one exists, and an unknown snapshot is billed. */
function explained(calls: Calls, name: string, error: unknown): unknown {
  if (isStop(error)) {
    return amended(error, {
      message: `${error.message} The snapshot "${name}" may have been created in ${calls.region}.`,
      hint: advice`Check whether it exists with \`${toRun("infra snapshot list", { region: calls.region })}\`.`,
      resource: name,
    });
  }
  if (!(error instanceof QuantsError) || error.code !== "name_in_use") return error;
  return amended(error, {
    hint: "Choose another name with --snapshot-name: instances, snapshots, disks and static IPs of a region share their names.",
    resource: name,
  });
}
