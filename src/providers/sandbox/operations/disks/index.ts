import { attachDisk } from "./attach-disk.ts";
import { createDiskFromSnapshot } from "./create-disk-from-snapshot.ts";
import { createDiskSnapshot } from "./create-disk-snapshot.ts";
import { createDisk } from "./create-disk.ts";
import { deleteDiskSnapshot } from "./delete-disk-snapshot.ts";
import { deleteDisk } from "./delete-disk.ts";
import { detachDisk } from "./detach-disk.ts";
import { getDiskSnapshot } from "./get-disk-snapshot.ts";
import { getDiskSnapshots } from "./get-disk-snapshots.ts";
import { getDisk } from "./get-disk.ts";
import { getDisks } from "./get-disks.ts";

export const disks = {
  AttachDisk: attachDisk,
  CreateDisk: createDisk,
  CreateDiskFromSnapshot: createDiskFromSnapshot,
  CreateDiskSnapshot: createDiskSnapshot,
  DeleteDisk: deleteDisk,
  DeleteDiskSnapshot: deleteDiskSnapshot,
  DetachDisk: detachDisk,
  GetDisk: getDisk,
  GetDiskSnapshot: getDiskSnapshot,
  GetDiskSnapshots: getDiskSnapshots,
  GetDisks: getDisks,
};
