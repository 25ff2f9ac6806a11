import { ANSWER_TIMEOUT, REGIONS, LIST_OPTIONS } from "../../../definition/options.ts";
import { checkName } from "../../../../core/instances/names.ts";
import { defineCommand } from "../../../definition/command.ts";

export const spec = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "list the snapshots of disks with their age and what they cost",
  about:
    "Whoever made them; Lightsail's own daily ones belong to their disk and are not listed. Snapshots of " +
    "instances, which hold their disks as well, are those of infra snapshot list.",
  examples: ["quants-ctl infra disk snapshot list --region all --disk prod-db-data"],
  options: [
    ANSWER_TIMEOUT,
    REGIONS,
    {
      flags: "--disk <name>",
      names: "disks",
      help: "only those of this disk; repeat it for several",
      repeat: true,
      flagOnly: true,
      parse: (text) => checkName(text, "disk name"),
    },
    ...LIST_OPTIONS,
  ],
  load: () => import("./list.ts"),
});
