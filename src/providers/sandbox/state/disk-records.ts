import type { AddOns, CommonRecord, Tag, Transition } from "./common-record.ts";

export interface DiskAttachment {
  /** Name of the instance. */
  instance: string;
  path: string;
  autoMounting: boolean;
  /** Until `until` it comes or goes; from then on it is there, or no more. */
  during: "attaching" | "detaching";
  until: number;
}

export interface DiskRecord extends CommonRecord {
  resourceType: "Disk";
  /** EC2's id, which support codes end with. */
  volumeId: string;
  zone: string;
  sizeInGb: number;
  tags: Tag[];
  /** Automatic snapshots alone. */
  addOns: AddOns;
  transition: Transition<"pending", "available">;
  attachment?: DiskAttachment;
}

export interface DiskSnapshotRecord extends CommonRecord {
  resourceType: "DiskSnapshot";
  /** EC2's id, which support codes end with. */
  snapshotId: string;
  tags: Tag[];
  sizeInGb: number;
  /** Of the disk, or of the instance whose system disk it is of. */
  source: { resourceType: "Disk" | "Instance"; name: string; id: string };
  /** Of a copy: the region of the source. */
  fromRegion?: string;
  /** Of a copy of an automatic one. */
  isFromAuto?: true;
  transition: Transition<"pending", "completed">;
}
