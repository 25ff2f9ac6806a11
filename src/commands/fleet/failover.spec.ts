import { checkRegion } from "../../core/account/check-region.ts";
import { string, strings } from "../../core/journal/shapes.ts";
import { defineCommand } from "../definition/command.ts";
import { DRY_RUN, YES } from "../definition/options.ts";
import { FLEET_FILES, WAITS } from "./options.ts";

export const spec = defineCommand({
  name: "failover",
  summary: "make the instances of a lost region elsewhere, from copies of their backups",
  about:
    "For a region that does not answer any more. Its instances are made from the newest copies that backup " +
    "run kept in another region (snapshots.copy_to), with firewall, key pair and static IP as the files say; DNS " +
    "entries in Lightsail that point at their addresses are moved. It says how much data is lost, and ends with 5 " +
    "if there is no copy of an instance. Nothing is deleted, and the lost region is not needed. Repeating it does " +
    "what is left.",
  examples: [
    "quants-ctl fleet failover --from ap-northeast-1 --dry-run",
    "quants-ctl fleet failover fleet.yml --from ap-northeast-1 --to ap-southeast-1 --partial --yes",
  ],
  argument: FLEET_FILES,
  options: [
    {
      flags: "--from <region>",
      names: "regions",
      help: "the lost region",
      required: true,
      flagOnly: true,
      parse: checkRegion,
    },
    {
      flags: "--to <region>",
      names: "regions",
      help: "the region that gets its instances",
      default: "that of snapshots.copy_to",
      flagOnly: true,
      parse: checkRegion,
    },
    {
      flags: "--partial",
      help: "make what can be made, though others have no copy",
      flagOnly: true,
    },
    YES,
    DRY_RUN,
    ...WAITS,
  ],
  notes: {
    /** The files, wherever the command is run again. */
    files: strings,
    fleet: string,
  },
  resume: ({ options, noted: { files } }) => ({
    options: files === undefined ? options : { ...options, argument: files },
  }),
  goal: ({ argument, from, to }) => ({ argument, from, to }),
  view: () => import("../../render/views/fleet-failover.ts"),
  load: () => import("./failover.ts"),
});
