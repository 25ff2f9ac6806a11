import { checkRegion } from "../../../core/account/check-region.ts";
import { DRY_RUN, POLL_INTERVAL, REGION, TIMEOUT } from "../../definition/options.ts";
import { defineCommand } from "../../definition/command.ts";
import { TAG, parseSnapshotName } from "./options.ts";

export const spec = defineCommand({
  name: "copy",
  summary: "copy a snapshot to another region",
  about:
    "Waits until instances can be made from the copy there. Lightsail copies no tags: those of the snapshot " +
    "are set on the copy, and those of --tag over them. A copy is billed like a snapshot of its own.",
  examples: [
    "quants-ctl infra snapshot copy prod-exec-1-before-upgrade --to-region ap-southeast-1",
    "quants-ctl infra snapshot copy --name dev-db-20261121-112233 --region us-east-1 --to-region eu-west-1 --no-wait",
  ],
  argument: {
    name: "[name]",
    help: "name of the snapshot, as with --name",
    names: "snapshots",
  },
  options: [
    {
      flags: "-n, --name <name>",
      role: "which",
      names: "snapshots",
      help: "name of the snapshot",
      flagOnly: true,
      parse: parseSnapshotName,
    },
    { ...REGION, help: "region of the snapshot" },
    {
      flags: "--to-region <region>",
      names: "regions",
      help: "region of the copy",
      required: true,
      flagOnly: true,
      parse: checkRegion,
    },
    {
      flags: "--snapshot-name <name>",
      help: "name of the copy",
      default: "that of the snapshot",
      flagOnly: true,
      parse: parseSnapshotName,
    },
    TAG,
    {
      flags: "--if-not-exists",
      role: "how",
      help: "succeed when there is a copy of that name of the same instance",
      flagOnly: true,
    },
    { flags: "--no-wait", help: "return once it has started", flagOnly: true },
    DRY_RUN,
    { ...TIMEOUT, help: "give up waiting after this long", default: "30m" },
    { ...POLL_INTERVAL, help: "pause between two looks", default: "5s" },
  ],
  resume: ({ options }) => ({ options: { ...options, ifNotExists: true } }),
  view: () => import("../../../render/views/snapshot.ts"),
  load: () => import("./copy.ts"),
});
