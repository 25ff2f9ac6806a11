import type { Disk as SdkDisk, DiskSnapshot as SdkDiskSnapshot } from "@aws-sdk/client-lightsail";
import type { Disk, DiskSnapshot } from "../../core/model.ts";
import { regionOf, toTags, toTime, word } from "./mapping.ts";

export function toDisk(disk: SdkDisk, region: string): Disk {
  return {
    name: word(disk.name),
    status: disk.state ?? "unknown",
    size_gb: disk.sizeInGb ?? 0,
    attached_to: disk.attachedTo ? word(disk.attachedTo) : null,
    is_attached: disk.isAttached ?? Boolean(disk.attachedTo),
    path: disk.attachedTo ? disk.path || null : null,
    availability_zone: disk.location?.availabilityZone ?? "",
    region: regionOf(disk.location, region),
    created_at: toTime(disk.createdAt),
    tags: toTags(disk.tags),
    arn: disk.arn ?? null,
  };
}

export function toDiskSnapshot(snapshot: SdkDiskSnapshot, region: string): DiskSnapshot {
  const { state } = snapshot;
  return {
    name: word(snapshot.name),
    disk: snapshot.fromDiskName ?? null,
    // As those of instances are called.
    status: state === "completed" ? "available" : (state ?? "unknown"),
    progress: snapshot.progress || null,
    size_gb: snapshot.sizeInGb ?? null,
    created_at: toTime(snapshot.createdAt),
    region: regionOf(snapshot.location, region),
    from_disk_arn: snapshot.fromDiskArn ?? null,
    tags: toTags(snapshot.tags),
    arn: snapshot.arn ?? null,
  };
}
