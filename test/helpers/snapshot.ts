import type { Snapshot } from "../../src/core/model.ts";

/** A good snapshot of 20 GB of the instance `web` in us-east-1, but for `more`. */
export function snapshotOf(more: Partial<Snapshot>): Snapshot {
  return {
    name: "snap",
    instance: "web",
    status: "available",
    progress: null,
    size_gb: 20,
    created_at: null,
    region: "us-east-1",
    from_bundle_id: "nano_3_0",
    from_blueprint_id: "ubuntu_22_04",
    from_instance_arn: null,
    from_region: null,
    is_auto: false,
    disks: [],
    attached_disks: [],
    tags: {},
    arn: null,
    ...more,
  };
}
