import type { ReadContext } from "../context.ts";
import { attachmentOf, diskState } from "../disks.ts";
import { arn, seconds, supportCode } from "../identity.ts";
import type { DiskRecord } from "../state/disk-records.ts";
import { addOnViews } from "./add-on.ts";

const IOPS_PER_GB = 3;
const LEAST_IOPS = 100;

export function diskView(disk: DiskRecord, context: ReadContext): object {
  const { region, now } = context;
  const attachment = attachmentOf(disk, now);
  const isOver = attachment !== undefined && now >= attachment.until;
  const addOns = addOnViews(disk.addOns);
  return {
    name: disk.name,
    arn: arn(context, "Disk", disk.id),
    supportCode: supportCode(disk.volumeId),
    createdAt: seconds(disk.createdAt),
    location: { availabilityZone: disk.zone, regionName: region.name },
    resourceType: "Disk",
    tags: disk.tags,
    addOns: addOns.length > 0 ? addOns : undefined,
    sizeInGb: disk.sizeInGb,
    isSystemDisk: false,
    iops: Math.max(LEAST_IOPS, disk.sizeInGb * IOPS_PER_GB),
    state: diskState(disk, now),
    isAttached: isOver && attachment.during === "attaching",
    ...(attachment !== undefined && {
      path: attachment.path,
      attachedTo: attachment.instance,
      attachmentState: isOver ? "attached" : attachment.during,
      autoMountStatus: !attachment.autoMounting ? "NotMounted" : isOver ? "Mounted" : "Pending",
    }),
  };
}
