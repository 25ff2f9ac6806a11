import type { CommonRecord, Transition } from "./common-record.ts";

/** A snapshot that was given to EC2; the snapshot may be gone. */
export interface ExportSnapshotRecord extends CommonRecord {
  resourceType: "ExportSnapshotRecord";
  /** The image or snapshot that EC2 has. */
  destination: string;
  source: {
    resourceType: "InstanceSnapshot" | "DiskSnapshot";
    name: string;
    id: string;
    createdAt: number;
    from: { resourceType: "Instance" | "Disk"; name: string; id: string; region: string };
    sizeInGb: number;
    bundleId?: string;
    blueprintId?: string;
    disks: { name?: string; path: string; sizeInGb: number; isSystemDisk: boolean }[];
  };
  transition: Transition<"Started", "Succeeded">;
}

/** EC2 instances that were made from exported snapshots. */
export interface StackRecord extends CommonRecord {
  resourceType: "CloudFormationStackRecord";
  stackId: string;
  sources: { name: string; id: string }[];
  transition: Transition<"Started", "Succeeded">;
}
