import { randomUUID } from "node:crypto";
import { QuantsError, nullIfMissing } from "../../core/errors.ts";
import type { CallOptions, WaitOptions } from "../../core/infra-manager.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import type { DiskSnapshot } from "../../core/model.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { ownValue } from "../../core/text/own-value.ts";
import { poll } from "../../core/time/wait.ts";
import { type Calls, present } from "./calls.ts";
import { MAX_TAGS } from "./create.ts";
import { toTagList } from "./create-request.ts";
import { toDiskSnapshot } from "./disk-mapping.ts";
import { allPages } from "./pages.ts";

/** In milliseconds. A snapshot of a full disk takes long. */
const TIMEOUT = 1_800_000;
const INTERVAL = 5_000;

export async function listDiskSnapshots(calls: Calls, call?: CallOptions): Promise<DiskSnapshot[]> {
  const snapshots = await allPages(async (pageToken) => {
    const page = await calls.read(
      "GetDiskSnapshots",
      pageToken === undefined ? {} : { pageToken },
      call,
    );
    return { items: page.diskSnapshots, next: page.nextPageToken };
  });
  return snapshots.map((snapshot) => toDiskSnapshot(snapshot, calls.region));
}

export async function deleteDiskSnapshot(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<void> {
  await calls.change(
    "DeleteDiskSnapshot",
    { diskSnapshotName: name },
    { ...call, resource: name },
    async (refusal) =>
      refusal.code === "not_found" ||
      (await nullIfMissing(getDiskSnapshot(calls, name, call))) === null,
  );
}

export async function getDiskSnapshot(
  calls: Calls,
  name: string,
  call?: CallOptions,
): Promise<DiskSnapshot> {
  const { diskSnapshot } = await calls.read(
    "GetDiskSnapshot",
    { diskSnapshotName: name },
    { ...call, resource: name },
  );
  return toDiskSnapshot(present(diskSnapshot, name), calls.region);
}

/** After a lost answer, this call's own snapshot is told from another one of that name by its tag. */
export async function createDiskSnapshot(
  calls: Calls,
  name: string,
  disk: string,
  options: CallOptions & { tags?: Readonly<Record<string, string>> | undefined } = {},
): Promise<DiskSnapshot> {
  const { tags: asked = {}, ...call } = options;
  const id = Object.keys(asked).length < MAX_TAGS ? randomUUID() : null;
  const tags = toTagList(id === null ? asked : { ...asked, [REQUEST_TAG]: id });
  const since = calls.clock.now();
  const isOurs = (found: DiskSnapshot): boolean =>
    id === null
      ? found.disk === disk && Date.parse(found.created_at ?? "") >= since
      : ownValue(found.tags, REQUEST_TAG) === id;
  const input = { diskSnapshotName: name, diskName: disk, tags };
  await calls.change("CreateDiskSnapshot", input, { ...call, resource: name }, async () => {
    const found = await nullIfMissing(getDiskSnapshot(calls, name, call));
    return found !== null && isOurs(found);
  });
  return getDiskSnapshot(calls, name, call);
}

export async function waitForDiskSnapshot(
  calls: Calls,
  name: string,
  options: WaitOptions = {},
): Promise<DiskSnapshot> {
  const { signal, timeoutMs = TIMEOUT, pollIntervalMs = INTERVAL, onChange } = options;
  return poll<DiskSnapshot>({
    ...{ clock: calls.clock, timeoutMs, intervalMs: pollIntervalMs, signal, onChange },
    look: async () => {
      const snapshot = await getDiskSnapshot(calls, name, { signal });
      const { status, progress } = snapshot;
      if (status === "available") return { done: true, value: snapshot };
      if (status === "error") throw failed(name, calls.region);
      return { done: false, seen: progress === null ? status : `${status}, ${progress}` };
    },
    onTimeout: (seen) =>
      new QuantsError(
        "wait_timeout",
        `The disk snapshot "${name}" is not available yet: ${seen}.`,
        {
          hint: advice`It continues by itself. Check its progress with \`${toRun("infra disk snapshot list", { region: calls.region })}\`, or wait longer with --timeout.`,
          resource: name,
          retryable: true,
        },
      ),
  });
}

function failed(name: string, region: string): QuantsError {
  return new QuantsError(
    "operation_failed",
    `Lightsail failed to create the disk snapshot "${name}".`,
    {
      hint: advice`It is useless: delete it with \`${toRun("infra disk snapshot delete", { name, region })}\`, and make another.`,
      resource: name,
    },
  );
}
